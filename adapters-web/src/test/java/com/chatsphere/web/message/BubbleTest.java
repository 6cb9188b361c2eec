package com.chatsphere.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.message.ContactCard;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.web.templates.StaticTemplates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BubbleTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<MessageContent> ONE_OF_EACH = List.of(
            new MessageContent.Text(words("Hello")),
            new MessageContent.Media(
                    MediaKind.DOCUMENT,
                    new RemoteMedia(new MediaId("300"), "application/pdf", null, words("form.pdf")),
                    words("Signed")),
            new MessageContent.Location(10.5, -20.25, words("Cafe"), words("1 Street"), null),
            new MessageContent.Contacts(List.of(new ContactCard(
                    words("Eve"),
                    List.of(new ContactCard.Phone(words("+1 555"), new PhoneNumber("15555550120"), "CELL")),
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    false))),
            new MessageContent.ButtonReply(null, words("Yes")),
            new MessageContent.ListReply(null, words("Express"), words("Next day")),
            new MessageContent.FlowReply("flow", words("Sent"), words("{\"rating\":\"4\"}")),
            new MessageContent.CallPermissionReply(true, false, NOON, false),
            new MessageContent.TemplateReply(null, words("Stop")),
            new MessageContent.Order(
                    "1", null, List.of(new MessageContent.Order.Line("SKU", BigDecimal.ONE, BigDecimal.TEN, "USD"))),
            new MessageContent.Notice("user_changed_number", words("User changed")),
            new MessageContent.Welcome(),
            new MessageContent.MediaToFollow(),
            new MessageContent.Unsupported("image", words("{}"), null, null));

    private static MessageText words(String text) {
        return new MessageText(text);
    }

    static Stream<MessageContent> contents() {
        return ONE_OF_EACH.stream();
    }

    @Test
    void hasAnExampleOfEveryContent() {
        assertThat(ONE_OF_EACH)
                .extracting(content -> (Object) content.getClass())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(MessageContent.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void isNeverBlank(MessageContent content) {
        String html = new StaticTemplates().messagesContent(theirs(content)).render();

        assertThat(html.replaceAll("<[^>]*>", "")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "video", "audio", "sticker", "location", "unsupported", "never_heard_of", ""})
    void saysWhatItCannotShow(String type) {
        String html = new StaticTemplates()
                .messagesContent(theirs(new MessageContent.Unsupported(type, new MessageText("{}"), null, null)))
                .render();

        assertThat(html)
                .containsPattern("<strong>\\w.*</strong> <span>\\w.+</span>")
                .doesNotContain("{}");
    }

    @Test
    void escapesWhatCustomersWrite() {
        String html = html(theirs(new MessageContent.Text(
                new MessageText("<img src=x onerror=alert(1)> https://example.com/\"onmouseover=x'"))));

        assertThat(html).doesNotContain("<img").doesNotContainPattern("<[^>]*onmouseover");
        assertThat(html).contains("href=\"https://example.com/\"").contains("rel=\"noopener noreferrer nofollow\"");
    }

    @Test
    void keepsLineBreaksAndSpacesAsWritten() {
        assertThat(html(theirs(new MessageContent.Text(new MessageText("a\n\n  b")))))
                .contains(">a\n\n  b</span>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "sent", "delivered", "read", "played", "failed", "unconfirmed"})
    void saysInWordsHowFarOurMessageHasCome(String status) {
        assertThat(html(ours(status, null)))
                .contains("for-screen-reader\">" + Tick.of(status).words());
    }

    @Test
    void tellsWhyAMessageFailedAndOffersToResendIt() {
        String html = html(ours("failed", new MessageError(131_047, "Re-engagement message", null)));

        assertThat(html).contains("24 hours").contains("131047").contains("/resending");
    }

    @Test
    void offersToResendWhatMayNotHaveArrived() {
        assertThat(html(ours("unconfirmed", null))).contains("Not confirmed").contains("/resending");
    }

    @Test
    void carriesNothingThatThePolicyOfThePageForbids() {
        for (String status : List.of("queued", "failed", "unconfirmed")) {
            assertThat(html(ours(status, null))).doesNotContain(" style=").doesNotContainPattern("\\son[a-z]+=");
        }
    }

    private static String html(Bubble bubble) {
        return new StaticTemplates().messagesBubble(bubble).render();
    }

    private static Bubble theirs(MessageContent content) {
        return bubble(Direction.INBOUND, content, "received", null);
    }

    private static Bubble ours(String status, @Nullable MessageError error) {
        return bubble(Direction.OUTBOUND, new MessageContent.Text(new MessageText("Hi")), status, error);
    }

    private static Bubble bubble(
            Direction direction, MessageContent content, String status, @Nullable MessageError error) {
        return new Bubble(new Transcript.Entry(
                new MessageId(new UUID(1, 1)),
                new ConversationId(new UUID(2, 2)),
                direction,
                content,
                "text",
                null,
                status,
                NOON,
                NOON,
                null,
                direction == Direction.OUTBOUND ? new AgentId(new UUID(3, 3)) : null,
                null,
                false,
                error,
                false,
                MessageContext.ORDINARY,
                Transcript.Since.NOTHING,
                1,
                1));
    }
}
