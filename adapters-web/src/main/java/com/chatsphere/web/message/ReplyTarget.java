package com.chatsphere.web.message;

import com.chatsphere.application.Queries;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.web.problem.Problem;
import org.springframework.http.HttpStatus;

/** The message that is replied or reacted to: one of this conversation, which WhatsApp knows by a name. */
public record ReplyTarget(Transcript.Entry entry, Wamid wamid) {
    public static ReplyTarget of(MessageId message, ConversationId conversation, Queries queries) {
        ReplyTarget target = of(message, queries);
        if (!target.entry.conversationId().equals(conversation)) {
            throw Problem.badRequest("reply_target_elsewhere", "Reply target belongs to a different conversation.");
        }
        return target;
    }

    public static ReplyTarget of(MessageId message, Queries queries) {
        Transcript.Entry entry = queries.ask(new Transcript.One(message))
                .orElseThrow(() -> Problem.badRequest("reply_target_not_found", "Reply target not found."));
        String wamid = entry.wamid();
        if (wamid == null) {
            throw new Problem(
                    HttpStatus.CONFLICT, "reply_target_not_sent", "The message replied to has not been sent yet.");
        }
        return new ReplyTarget(entry, new Wamid(wamid));
    }
}
