package com.chatsphere.web.api;

import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.InstanceId;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.web.problem.Problem;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads ids from outside: UUIDs written in full, and nothing else. */
final class Ids {
    private static final Pattern UUID_IN_FULL = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Ids() {}

    static ConversationId conversation(String text) {
        return new ConversationId(uuid("the conversation's id", text));
    }

    static MessageId message(String what, String text) {
        return new MessageId(uuid(what, text));
    }

    static InstanceId instance(String text) {
        return new InstanceId(uuid("instanceId", text));
    }

    static UUID uuid(String what, String text) {
        if (!UUID_IN_FULL.matcher(text).matches()) {
            throw Problem.badRequest("invalid_id", "%s has to be a UUID.".formatted(capitalised(what)));
        }
        return UUID.fromString(text);
    }

    private static String capitalised(String text) {
        return text.startsWith("the ") ? "T" + text.substring(1) : text;
    }
}
