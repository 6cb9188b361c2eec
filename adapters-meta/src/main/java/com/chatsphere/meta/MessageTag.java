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
public final class MessageTag {
    private static final Pattern FORM =
            Pattern.compile("v1:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):([0-9]{1,9})");

    private MessageTag() {}

    public static String of(MessageId messageId, int attempt) {
        return "v1:%s:%d".formatted(messageId, attempt);
    }

    /** The message that such a mark names; null for other systems' marks. */
    public static @Nullable MessageId messageId(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        Matcher matcher = FORM.matcher(tag);
        return matcher.matches() ? MessageId.of(matcher.group(1)) : null;
    }
}
