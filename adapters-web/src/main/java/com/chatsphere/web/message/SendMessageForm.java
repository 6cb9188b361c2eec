package com.chatsphere.web.message;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.web.problem.Problem;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the composer sends: a text, or one of the other kinds as JSON in Meta's shape.
 *
 * @param id chosen by the browser; however often it arrives, one message goes out
 * @param replyTo the message that is replied to
 */
record SendMessageForm(
        @Nullable UUID id,
        @Nullable UUID replyTo,
        @Nullable String body,
        @Nullable String location,
        @Nullable String contacts,
        @Nullable String interactive) {
    SendMessage toCommand(ConversationId conversation, @Nullable Wamid quoted, AgentId by, Instant at) {
        if (id == null) {
            throw Problem.badRequest("id_missing", "The message has no id: send a UUID of your choice as id.");
        }
        return new SendMessage(conversation, new MessageId(id), content(), quoted, by, at);
    }

    private MessageContent content() {
        if (Stream.of(body, location, contacts, interactive)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw Problem.badRequest("too_many_contents", "A message is one of a text, a place, cards or a question.");
        }
        if (location != null) {
            return ContentJson.location(tree("location", location));
        }
        if (contacts != null) {
            return ContentJson.contacts(tree("contacts", contacts));
        }
        if (interactive != null) {
            return ContentJson.interactive(tree("interactive", interactive));
        }
        String text = body == null ? "" : body.replace("\r\n", "\n").strip();
        if (text.isEmpty()) {
            throw Problem.badRequest("empty_body", "The message is empty.");
        }
        return new MessageContent.Text(new MessageText(text));
    }

    private static JsonNode tree(String field, String json) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException malformed) {
            throw Problem.badRequest("invalid_json", field + " is no JSON.").at(field);
        }
    }
}
