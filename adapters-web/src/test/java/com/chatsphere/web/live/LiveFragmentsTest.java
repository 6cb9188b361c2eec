package com.chatsphere.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.live.Change;
import com.chatsphere.application.live.LiveChanges;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.web.preview.InboxInMemory;
import com.chatsphere.web.templates.StaticTemplates;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LiveFragmentsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final InboxInMemory inbox = new InboxInMemory();
    private final LiveFragments fragments = new LiveFragments(inbox, new StaticTemplates());
    private final ConversationId ana = inbox.begin("Ana", "15550100001", NOON);

    @Test
    void rendersAThingOnceHoweverOftenItChanged() {
        long before = inbox.latest();
        MessageId message = ours();
        inbox.progress(message, "sent", null);
        inbox.progress(message, "delivered", null);
        inbox.progress(message, "read", null);

        String html = changesSince(before);

        assertThat(operations(html, "upsert", "messages-" + ana)).isEqualTo(1);
        assertThat(operations(html, "upsert", "conversations")).isEqualTo(1);
        assertThat(html).contains("tick--read").doesNotContain("tick--sent");
    }

    @Test
    void rendersNoMoreThanTheTicksOfAMessageThatOnlyCameFurther() {
        MessageId message = ours();
        long before = inbox.latest();
        inbox.progress(message, "delivered", null);

        String html = changesSince(before);

        assertThat(operations(html, "attrs", "message-" + message)).isEqualTo(1);
        assertThat(operations(html, "upsert", "messages-" + ana)).isZero();
    }

    @Test
    void removesWhatIsNoLongerThere() {
        MessageId message = ours();
        long before = inbox.latest();
        inbox.remove(message);

        assertThat(operations(changesSince(before), "remove", "message-" + message))
                .isEqualTo(1);
    }

    @Test
    void tellsAnOpenThreadThatItsWindowHasMoved() {
        long before = inbox.latest();
        inbox.theirs(ana, "text", "hello", NOON, null);

        assertThat(changesSince(before))
                .contains("data-window-until=\"" + NOON.plusSeconds(24 * 3600).toEpochMilli() + "\"");
    }

    @Test
    void hasEverythingLoadedAnewWhenThatIsLess() {
        long before = inbox.latest();
        for (int count = 0; count <= LiveFragments.MOST_THINGS; count++) {
            inbox.theirs(ana, "text", "hello", NOON.plusSeconds(count), null);
        }

        assertThat(changesSince(before)).isEqualTo(fragments.reset());
    }

    private MessageId ours() {
        MessageId message = new MessageId(new UUID(1, 1));
        inbox.ours(
                message,
                ana,
                new MessageContent.Text(new MessageText("Hi")),
                new AgentId(new UUID(2, 2)),
                "maria",
                "queued",
                NOON);
        return message;
    }

    private String changesSince(long sequence) {
        return switch (inbox.since(sequence, 10_000)) {
            case LiveChanges.CatchUp.Missed(List<Change> changes) -> fragments.render(changes);
            case LiveChanges.CatchUp.Reset _ -> throw new AssertionError("nothing was forgotten");
        };
    }

    private static long operations(String html, String operation, String target) {
        return Pattern.compile("<template data-op=\"" + operation + "\" data-to=\"" + target + "\"")
                .matcher(html)
                .results()
                .count();
    }
}
