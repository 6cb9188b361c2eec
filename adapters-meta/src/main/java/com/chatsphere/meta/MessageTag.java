package com.chatsphere.meta;

import com.chatsphere.domain.message.MessageId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Our mark on a message we send, {@code v1:<message id>:<attempt>}, which Meta brings back in every status of it.
 *
 * <p>It is how a status finds its message when the answer to the sending was lost, or has not come yet.
 */
public record MessageTag(MessageId messageId, int attempt) {
    private static final Pattern FORM =
            Pattern.compile("v1:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):([0-9]{1,9})");

    /** The attempt that such a mark names; null for other systems' marks. */
    public static @Nullable MessageTag read(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        Matcher matcher = FORM.matcher(tag);
        return matcher.matches()
                ? new MessageTag(MessageId.of(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : null;
    }

    @Override
    public String toString() {
        return "v1:%s:%d".formatted(messageId, attempt);
    }
}
