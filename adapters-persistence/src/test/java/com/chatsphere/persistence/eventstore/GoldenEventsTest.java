package com.chatsphere.persistence.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.domain.conversation.Conversation;
import com.chatsphere.domain.conversation.ConversationEvent;
import com.chatsphere.domain.message.InteractiveAction;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageEvent;
import com.chatsphere.domain.message.Pricing;
import com.chatsphere.persistence.message.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is stored stays readable: every fact looks in the store as its golden file says.
 *
 * <p>A new kind of fact gets its file by running this test with {@code -Dtest.jvm.arguments=-Dgolden.write=true}; a file that is there is never
 * overwritten, because it stands for what is in people's databases.
 */
class GoldenEventsTest {
    private static final Path FOLDER = Path.of("src/test/resources/events");
    private static final Path CONTENTS = Path.of("src/test/resources/contents");
    private static final Serializer SERIALIZER = EventJson.serializer();

    static Stream<Object> facts() {
        return EventSamples.all();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void isStoredAsItsGoldenFileSays(Object fact) throws IOException {
        String stored = SERIALIZER.serialize(fact, String.class).getData();
        if (Boolean.getBoolean("golden.write") && !Files.exists(goldenOf(fact))) {
            Files.writeString(goldenOf(fact), stored + "\n");
        }
        assertThat(stored).isEqualTo(Files.readString(goldenOf(fact)).strip());
    }

    @ParameterizedTest
    @MethodSource("facts")
    void isReadFromItsGoldenFile(Object fact) throws IOException {
        SerializedObject<String> golden = new SimpleSerializedObject<>(
                Files.readString(goldenOf(fact)), String.class, fact.getClass().getName(), null);
        Object read = SERIALIZER.deserialize(golden);
        assertThat(read).isEqualTo(fact);
    }

    @Test
    void whatWasAddedToFactsLaterIsKeptToo() {
        Stream.of(
                        new MessageEvent.MessageSent(
                                EventSamples.REPLY,
                                EventSamples.WITH_ADA,
                                EventSamples.WAMID_OUT,
                                EventSamples.SENT_AT,
                                EventSamples.AT,
                                new Pricing("service", "regular", "PMP", true, EventSamples.SENT_AT)),
                        new ConversationEvent.ContactIdentified(
                                EventSamples.WITH_ADA, EventSamples.ADA, EventSamples.AT, EventSamples.SENT_AT))
                .forEach(fact -> assertThat((Object) SERIALIZER.deserialize(SERIALIZER.serialize(fact, String.class)))
                        .isEqualTo(fact));
    }

    @Test
    void aSnapshotOfAConversationIsReadBackAsItWas() {
        String snapshot = "{\"contact\":{\"id\":\"c89725db-9b0f-4fe6-aad0-2abe60f061c3\",\"phone\":\"15555550110\"},"
            + "\"contactAsOf\":\"2026-11-22T11:15:48Z\",\"id\":\"71518442-cc7d-8c4c-bee8-21aa987cbe4e\",\"number\":\"100000000000001\","
            + "\"serviceWindow\":\"2026-11-23T11:15:48Z\",\"visibility\":\"ARCHIVED\"}";
        Object conversation = SERIALIZER.deserialize(
                new SimpleSerializedObject<>(snapshot, String.class, Conversation.class.getName(), null));
        String anew = SERIALIZER.serialize(conversation, String.class).getData();
        assertThat(JsonMapper.shared().readTree(anew).properties())
                .containsAll(JsonMapper.shared().readTree(snapshot).properties());
        Object again = SERIALIZER.deserialize(
                new SimpleSerializedObject<>(anew, String.class, Conversation.class.getName(), null));
        assertThat(SERIALIZER.serialize(again, String.class).getData()).isEqualTo(anew);
        String older = snapshot.replace("\"contactAsOf\":\"2026-11-22T11:15:48Z\",", "");
        Object read = SERIALIZER.deserialize(
                new SimpleSerializedObject<>(older, String.class, Conversation.class.getName(), null));
        assertThat(SERIALIZER.serialize(read, String.class).getData())
                .isEqualTo(anew.replace("2026-11-22T11:15:48Z", "1970-01-01T00:00:00Z"));
    }

    @Test
    void everyContentHasAGoldenFileAndCanBeKeptAndShown() throws IOException {
        assertThat(EventSamples.contents().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(MessageContent.class.getPermittedSubclasses()));
        for (MessageContent content : EventSamples.contents().toList()) {
            Path golden = CONTENTS.resolve(nameOf(content) + ".json");
            if (Boolean.getBoolean("golden.write") && !Files.exists(golden)) {
                Files.writeString(golden, Contents.write(content) + "\n");
            }
            assertThat(Contents.write(content))
                    .isEqualTo(Files.readString(golden).strip());
            assertThat(Contents.read(Contents.write(content))).isEqualTo(content);
            assertThat(Contents.preview(content)).isNotBlank();
        }
    }

    private static String nameOf(MessageContent content) {
        boolean ours = content instanceof MessageContent.Media media && media.file() instanceof KeptFile;
        return ours ? "MediaOfOurs" : content.getClass().getSimpleName();
    }

    @Test
    void everyQuestionIsReadBackAsItWas() {
        assertThat(EventSamples.questions()
                        .map(question ->
                                ((MessageContent.Interactive) question).action().getClass())
                        .collect(Collectors.<Class<?>>toSet()))
                .isEqualTo(Set.of(InteractiveAction.class.getPermittedSubclasses()));
        EventSamples.questions()
                .forEach(question ->
                        assertThat(Contents.read(Contents.write(question))).isEqualTo(question));
    }

    private static Path goldenOf(Object fact) {
        Class<?> kind = fact.getClass();
        return FOLDER.resolve(kind.getEnclosingClass().getSimpleName() + "." + kind.getSimpleName() + ".json");
    }
}
