package com.chatsphere.persistence.message;

import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.eventstore.Shown;
import tools.jackson.databind.json.JsonMapper;

/** What a message says, as read models keep it: the same JSON as in the events, its type and its preview. */
public final class Contents {
    private static final JsonMapper JSON = EventJson.mapper();

    private Contents() {}

    public static String write(MessageContent content) {
        return JSON.writerFor(MessageContent.class).writeValueAsString(content);
    }

    public static MessageContent read(String json) {
        return JSON.readValue(json, MessageContent.class);
    }

    /** The word of the REST API. */
    public static String type(MessageContent content) {
        return switch (content) {
            case MessageContent.Text text -> "text";
            case MessageContent.Unsupported unsupported -> "unsupported";
        };
    }

    /** What somebody who looks for it may remember, folded for searching. */
    public static String words(MessageContent content) {
        return switch (content) {
            case MessageContent.Text text ->
                Shown.words(Shown.folded(text.body().value()));
            case MessageContent.Unsupported unsupported -> "";
        };
    }

    /** The line that stands for it in a list. */
    public static String preview(MessageContent content) {
        return switch (content) {
            case MessageContent.Text text -> text.body().value();
            case MessageContent.Unsupported unsupported -> "Unsupported message (" + unsupported.type() + ")";
        };
    }
}
