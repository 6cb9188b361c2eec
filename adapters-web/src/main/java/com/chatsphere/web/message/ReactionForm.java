package com.chatsphere.web.message;

import com.chatsphere.application.Queries;
import com.chatsphere.application.conversation.Direction;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.web.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What an agent reacts with.
 *
 * @param id of the reaction, chosen by the browser: however often it arrives, one goes out
 */
public record ReactionForm(@Nullable UUID id, @Nullable String emoji) {
    private static final int LONGEST = 64;

    MessageId newId() {
        return new MessageId(id == null ? UUID.randomUUID() : id);
    }

    Emoji readEmoji() {
        return emoji(emoji == null ? "" : emoji);
    }

    /** An emoji as somebody wrote it; letters and digits are none. */
    public static Emoji emoji(String text) {
        boolean isOne = !text.isBlank()
                && text.length() <= LONGEST
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.codePoints().anyMatch(c -> Character.isEmoji(c) && !Character.isLetterOrDigit(c))
                && text.codePoints().noneMatch(Character::isLetter);
        if (!isOne) {
            throw Problem.badRequest("invalid_field", "A reaction is one emoji.")
                    .at("emoji");
        }
        return new Emoji(text);
    }

    /** The reaction, or without an emoji its withdrawal, to a message that WhatsApp knows. */
    public static MessageContent.Reaction content(MessageId to, @Nullable Emoji emoji, Queries queries) {
        ReplyTarget target = ReplyTarget.of(to, queries);
        boolean failed = target.entry().direction() == Direction.OUTBOUND
                && "failed".equals(target.entry().status());
        if (failed || target.entry().since().revokedAt() != null) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "not_reactable",
                    "The customer does not have this message, or it was deleted.");
        }
        return new MessageContent.Reaction(to, target.wamid(), emoji);
    }
}
