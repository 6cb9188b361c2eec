package com.chatsphere.web.message;

import com.chatsphere.application.media.Uploads;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.upload.KindWord;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the composer sends: a text, a file that was brought before, or one of the other kinds as JSON in Meta's shape.
 *
 * @param id chosen by the browser; however often it arrives, one message goes out
 * @param replyTo the message that is replied to
 * @param file which of the agent's own
 * @param kind what it is sent as, a {@link KindWord}; what it was brought as, when it is not said
 */
record SendMessageForm(
        @Nullable UUID id,
        @Nullable UUID replyTo,
        @Nullable String body,
        @Nullable String location,
        @Nullable String contacts,
        @Nullable String interactive,
        @Nullable UUID file,
        @Nullable String kind,
        @Nullable String caption) {
    SendMessage toCommand(
            ConversationId conversation, @Nullable Wamid quoted, AgentId by, Uploads uploads, Instant at) {
        if (id == null) {
            throw Problem.badRequest("id_missing", "The message has no id: send a UUID of your choice as id.");
        }
        return new SendMessage(conversation, new MessageId(id), content(by, uploads), quoted, by, at);
    }

    private MessageContent content(AgentId by, Uploads uploads) {
        if (Stream.of(body, location, contacts, interactive, file)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw Problem.badRequest(
                    "too_many_contents", "A message is one of a text, a file, a place, cards or a question.");
        }
        if (file != null) {
            return media(uploads.find(new FileId(file), by)
                    .orElseThrow(() -> new Problem(
                                    HttpStatus.UNPROCESSABLE_CONTENT,
                                    "file_gone",
                                    "This file is not here any more. Choose it again.")
                            .at("file")));
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
        MessageText text = written(body);
        if (text == null) {
            throw Problem.badRequest("empty_body", "The message is empty.");
        }
        return new MessageContent.Text(text);
    }

    /** A picture that was not brought as one still tells where and when it was taken. */
    private MessageContent media(Uploads.Upload upload) {
        MediaKind wished = kind == null ? upload.kind() : KindWord.parse(kind);
        if (wished == MediaKind.IMAGE && upload.kind() != MediaKind.IMAGE) {
            throw new Problem(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "not_brought_as_photo",
                            "This file was not brought as a photo. Choose it again, as a photo.")
                    .at("file");
        }
        return new MessageContent.Media(wished, upload.file(), written(caption));
    }

    private static @Nullable MessageText written(@Nullable String text) {
        String stripped = text == null ? "" : text.replace("\r\n", "\n").strip();
        return stripped.isEmpty() ? null : new MessageText(stripped);
    }

    private static JsonNode tree(String field, String json) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException malformed) {
            throw Problem.badRequest("invalid_json", field + " is no JSON.").at(field);
        }
    }
}
