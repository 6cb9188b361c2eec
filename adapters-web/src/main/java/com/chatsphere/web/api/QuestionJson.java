package com.chatsphere.web.api;

import com.chatsphere.domain.message.InteractiveAction;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent.Interactive;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A question to be answered with a tap, in Meta's shape: as it was asked for. */
final class QuestionJson {
    private QuestionJson() {}

    static void describe(Interactive question, ObjectNode json) {
        json.put("type", type(question.action()));
        describe(question.header(), json);
        json.putObject("body").put("text", shown(question.body()));
        if (question.footer() != null) {
            json.putObject("footer").put("text", shown(question.footer()));
        }
        describe(question.action(), json.putObject("action"));
    }

    private static String type(InteractiveAction action) {
        return switch (action) {
            case InteractiveAction.ReplyButtons buttons -> "button";
            case InteractiveAction.ChoiceList list -> "list";
            case InteractiveAction.Link link -> "cta_url";
            case InteractiveAction.LocationRequest request -> "location_request_message";
            case InteractiveAction.ContactInfoRequest request -> "request_contact_info";
            case InteractiveAction.CallPermissionRequest request -> "call_permission_request";
        };
    }

    private static void describe(@Nullable MessageHeader header, ObjectNode json) {
        switch (header) {
            case null -> {
                // most have none
            }
            case MessageHeader.Text(var text) ->
                json.putObject("header").put("type", "text").put("text", shown(text));
            case MessageHeader.File file -> {
                String kind =
                        switch (file.kind()) {
                            case IMAGE, STICKER, ANIMATED_STICKER -> "image";
                            case VIDEO -> "video";
                            case AUDIO, VOICE_NOTE -> "audio";
                            case DOCUMENT -> "document";
                        };
                ObjectNode described =
                        json.putObject("header").put("type", kind).putObject(kind);
                described.put("id", file.id().value());
                if (file.kind() == MediaKind.DOCUMENT && file.filename() != null) {
                    described.put("filename", shown(file.filename()));
                }
            }
            case MessageHeader.Place place ->
                json.putObject("header")
                        .put("type", "location")
                        .putObject("location")
                        .put("latitude", place.latitude())
                        .put("longitude", place.longitude());
        }
    }

    private static void describe(InteractiveAction action, ObjectNode json) {
        switch (action) {
            case InteractiveAction.ReplyButtons(var choices) -> {
                ArrayNode buttons = json.putArray("buttons");
                choices.forEach(choice -> describe(
                        choice, buttons.addObject().put("type", "reply").putObject("reply")));
            }
            case InteractiveAction.ChoiceList(var label, var sections) -> {
                json.put("button", shown(label));
                describe(sections, json.putArray("sections"));
            }
            case InteractiveAction.Link(var label, var url) ->
                json.put("name", "cta_url")
                        .putObject("parameters")
                        .put("display_text", shown(label))
                        .put("url", shown(url));
            case InteractiveAction.LocationRequest request -> json.put("name", "send_location");
            case InteractiveAction.ContactInfoRequest request -> json.put("name", "request_contact_info");
            case InteractiveAction.CallPermissionRequest request -> json.put("name", "call_permission_request");
        }
    }

    private static void describe(List<InteractiveAction.Section> sections, ArrayNode json) {
        for (InteractiveAction.Section section : sections) {
            ObjectNode described = json.addObject();
            if (section.title() != null) {
                described.put("title", shown(section.title()));
            }
            ArrayNode rows = described.putArray("rows");
            section.choices().forEach(choice -> describe(choice, rows.addObject()));
        }
    }

    private static void describe(InteractiveAction.Choice choice, ObjectNode json) {
        json.put("id", choice.id()).put("title", shown(choice.title()));
        if (choice.description() != null) {
            json.put("description", shown(choice.description()));
        }
    }

    private static String shown(MessageText text) {
        return text.value().replace('\0', '\uFFFD');
    }
}
