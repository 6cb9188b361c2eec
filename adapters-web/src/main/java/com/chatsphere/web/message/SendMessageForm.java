package com.chatsphere.web.message;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.web.problem.Problem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the composer sends.
 *
 * @param id chosen by the browser; however often it arrives, one message goes out
 */
record SendMessageForm(@Nullable UUID id, @Nullable String body) {
    /** What WhatsApp takes as one text. */
    static final int LONGEST = 4_096;

    SendMessage toCommand(ConversationId conversation, AgentId by, Instant at) {
        if (id == null) {
            throw Problem.badRequest("id_missing", "The message has no id: send a UUID of your choice as id.");
        }
        String text = body == null ? "" : body.replace("\r\n", "\n").strip();
        if (text.isEmpty()) {
            throw Problem.badRequest("empty_body", "The message is empty.");
        }
        if (text.length() > LONGEST) {
            throw Problem.badRequest(
                    "body_too_long",
                    "WhatsApp takes at most " + LONGEST + " characters in one message; this one has " + text.length()
                            + ".");
        }
        return new SendMessage(
                conversation, new MessageId(id), new MessageContent.Text(new MessageText(text)), null, by, at);
    }
}
