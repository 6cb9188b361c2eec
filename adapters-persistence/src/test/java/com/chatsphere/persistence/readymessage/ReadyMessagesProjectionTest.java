package com.chatsphere.persistence.readymessage;

import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.GREETING;
import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.readymessage.ReadyMessages;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageDeleted;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageMoved;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageRenamed;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageReworded;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageSwitchedOff;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageSwitchedOn;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageWritten;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ShortcutChosen;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyText;
import com.chatsphere.domain.readymessage.Shortcut;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadyMessagesProjectionTest {
    private static final ReadyMessageId FAREWELL = ReadyMessageId.of("7ead7ead-0000-4000-8000-000000000002");
    private static final Instant LATER = AT.plusSeconds(60);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final ReadyMessagesProjection messages = new ReadyMessagesProjection(database.dsl());
    private final Feed facts = new Feed(database, messages);

    @Test
    void theyStandInTheirOrder() {
        facts.given(written(GREETING, "Greeting", "hi", 20), written(FAREWELL, "Farewell", null, 10));
        assertThat(all())
                .containsExactly(
                        row(FAREWELL, "Farewell", null, "Hello {{name}}", true, 1, AT),
                        row(GREETING, "Greeting", "hi", "Hello {{name}}", true, 2, AT));
        facts.given(new ReadyMessageMoved(FAREWELL, 30, SARA, LATER));
        assertThat(all()).extracting(ReadyMessages.Row::id).containsExactly(GREETING, FAREWELL);
        assertThat(all()).extracting(ReadyMessages.Row::position).containsExactly(1, 2);
    }

    @Test
    void whatIsSwitchedOffIsNotOfferedButKeepsItsPosition() {
        facts.given(
                written(GREETING, "Greeting", "hi", 10),
                written(FAREWELL, "Farewell", null, 20),
                new ReadyMessageSwitchedOff(GREETING, SARA, LATER));
        assertThat(messages.answer(new ReadyMessages.Query(true)).rows())
                .containsExactly(row(FAREWELL, "Farewell", null, "Hello {{name}}", true, 2, AT));
        assertThat(all()).hasSize(2);
        facts.given(new ReadyMessageSwitchedOn(GREETING, SARA, LATER));
        assertThat(messages.answer(new ReadyMessages.Query(true)).rows()).hasSize(2);
    }

    @Test
    void whatIsWrittenAnewIsShownSo() {
        facts.given(
                written(GREETING, "Greeting", "hi", 10),
                new ReadyMessageRenamed(GREETING, new ReadyMessageName("Welcome"), SARA, AT),
                new ReadyMessageReworded(GREETING, new ReadyText("Welcome"), SARA, AT),
                new ShortcutChosen(GREETING, null, SARA, LATER));
        assertThat(messages.answer(new ReadyMessages.One(GREETING)))
                .contains(row(GREETING, "Welcome", null, "Welcome", true, 1, LATER));
    }

    @Test
    void whatIsDeletedIsGone() {
        facts.given(written(GREETING, "Greeting", "hi", 10), new ReadyMessageDeleted(GREETING, SARA, LATER));
        assertThat(messages.answer(new ReadyMessages.One(GREETING))).isEmpty();
        assertThat(all()).isEmpty();
    }

    @Test
    void aReplayGivesTheSame() {
        facts.given(
                written(GREETING, "Greeting", "hi", 10),
                written(FAREWELL, "Farewell", "hi", 20),
                new ReadyMessageMoved(GREETING, 40, SARA, LATER),
                new ShortcutChosen(FAREWELL, new Shortcut("bye"), SARA, LATER),
                new ReadyMessageSwitchedOff(FAREWELL, SARA, LATER));
        List<ReadyMessages.Row> before = all();
        facts.replayedInBatchesOf(2);
        assertThat(all()).isEqualTo(before);
    }

    private List<ReadyMessages.Row> all() {
        return messages.answer(new ReadyMessages.Query(false)).rows();
    }

    private static ReadyMessageWritten written(ReadyMessageId id, String name, @Nullable String shortcut, long place) {
        return new ReadyMessageWritten(
                id,
                new ReadyMessageName(name),
                shortcut == null ? null : new Shortcut(shortcut),
                new ReadyText("Hello {{name}}"),
                true,
                place,
                SARA,
                AT);
    }

    private static ReadyMessages.Row row(
            ReadyMessageId id,
            String name,
            @Nullable String shortcut,
            String text,
            boolean active,
            int position,
            Instant at) {
        return new ReadyMessages.Row(
                id,
                new ReadyMessageName(name),
                shortcut == null ? null : new Shortcut(shortcut),
                new ReadyText(text),
                active,
                position,
                AT,
                at);
    }
}
