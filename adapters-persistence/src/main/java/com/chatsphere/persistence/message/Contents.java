package com.chatsphere.persistence.message;

import com.chatsphere.domain.message.ContactCard;
import com.chatsphere.domain.message.InteractiveAction;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.FilledTemplate;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.eventstore.Shown;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /** What is said once an edit has been made: the edit of a caption brings the words, and the file stays. */
    public static MessageContent edited(MessageContent before, MessageContent edit) {
        return before instanceof MessageContent.Media media && edit instanceof MessageContent.Text(var words)
                ? new MessageContent.Media(media.kind(), media.file(), words)
                : edit;
    }

    /** The word of the REST API. */
    public static String type(MessageContent content) {
        return switch (content) {
            case MessageContent.Text text -> "text";
            case MessageContent.Media media ->
                switch (media.kind()) {
                    case IMAGE -> "image";
                    case VIDEO -> "video";
                    case AUDIO, VOICE_NOTE -> "audio";
                    case DOCUMENT -> "document";
                    case STICKER, ANIMATED_STICKER -> "sticker";
                };
            case MessageContent.Location location -> "location";
            case MessageContent.Contacts contacts -> "contacts";
            case MessageContent.Interactive interactive -> "interactive";
            case MessageContent.Template template -> "template";
            case MessageContent.Reaction reaction -> "reaction";
            case MessageContent.ButtonReply reply -> "interactive";
            case MessageContent.ListReply reply -> "interactive";
            case MessageContent.FlowReply reply -> "interactive";
            case MessageContent.CallPermissionReply reply -> "interactive";
            case MessageContent.TemplateReply reply -> "button";
            case MessageContent.Order order -> "order";
            case MessageContent.Notice notice -> "system";
            case MessageContent.Welcome welcome -> "system";
            case MessageContent.Call call -> "system";
            case MessageContent.MediaToFollow later -> "unsupported";
            case MessageContent.Unsupported unsupported -> "unsupported";
        };
    }

    /** What somebody who looks for it may remember, folded for searching. */
    public static String words(MessageContent content) {
        Stream<@Nullable MessageText> said =
                switch (content) {
                    case MessageContent.Text(var body) -> Stream.of(body);
                    case MessageContent.Media media ->
                        Stream.of(media.caption(), media.file().filename());
                    case MessageContent.Location location -> Stream.of(location.name(), location.address());
                    case MessageContent.Contacts(var cards) -> cards.stream().flatMap(Contents::written);
                    case MessageContent.Interactive interactive -> written(interactive);
                    case MessageContent.Template template ->
                        written(template.layout().filledWith(template.values()));
                    case MessageContent.Reaction reaction -> Stream.of();
                    case MessageContent.ButtonReply reply -> Stream.of(reply.title());
                    case MessageContent.ListReply reply -> Stream.of(reply.title(), reply.description());
                    case MessageContent.FlowReply reply -> Stream.of(reply.body(), reply.response());
                    case MessageContent.TemplateReply reply -> Stream.of(reply.text());
                    case MessageContent.Order order ->
                        Stream.concat(
                                Stream.ofNullable(order.note()),
                                order.lines().stream().map(line -> new MessageText(line.product())));
                    case MessageContent.Notice notice -> Stream.of(notice.body());
                    case MessageContent.CallPermissionReply reply -> Stream.of();
                    case MessageContent.Welcome welcome -> Stream.of();
                    case MessageContent.Call call -> Stream.of();
                    case MessageContent.MediaToFollow later -> Stream.of();
                    case MessageContent.Unsupported unsupported -> Stream.of();
                };
        return Shown.words(
                Shown.folded(said.map(text -> text == null ? "" : text.value()).collect(Collectors.joining(" "))));
    }

    private static Stream<@Nullable MessageText> written(MessageContent.Interactive interactive) {
        Stream<@Nullable MessageText> offered =
                switch (interactive.action()) {
                    case InteractiveAction.ReplyButtons(var choices) ->
                        choices.stream().map(InteractiveAction.Choice::title);
                    case InteractiveAction.ChoiceList(var label, var sections) ->
                        sections.stream()
                                .flatMap(section -> section.choices().stream())
                                .flatMap(choice -> Stream.of(choice.title(), choice.description()));
                    case InteractiveAction.Link(var label, var url) -> Stream.of(label, url);
                    case InteractiveAction.LocationRequest request -> Stream.of();
                    case InteractiveAction.ContactInfoRequest request -> Stream.of();
                    case InteractiveAction.CallPermissionRequest request -> Stream.of();
                };
        Stream<@Nullable MessageText> said =
                Stream.of(headline(interactive.header()), interactive.body(), interactive.footer());
        return Stream.of(said, offered).flatMap(part -> part);
    }

    private static Stream<@Nullable MessageText> written(FilledTemplate template) {
        Stream<@Nullable MessageText> labels = template.buttons().stream().map(FilledTemplate.Button::label);
        return Stream.of(
                        Stream.of(headline(template.header()), template.body(), template.footer()),
                        labels,
                        template.cards().stream().flatMap(Contents::written))
                .flatMap(part -> part);
    }

    private static @Nullable MessageText headline(@Nullable MessageHeader header) {
        return switch (header) {
            case MessageHeader.Text(var text) -> text;
            case MessageHeader.File file -> file.filename();
            case MessageHeader.Place place -> place.name();
            case null -> null;
        };
    }

    private static Stream<@Nullable MessageText> written(ContactCard card) {
        return Stream.of(
                        Stream.of(card.name(), card.organization()),
                        card.phones().stream().map(ContactCard.Phone::number),
                        card.emails().stream().map(ContactCard.Line::value))
                .flatMap(part -> part);
    }

    /** The line that stands for it in a list. */
    public static String preview(MessageContent content) {
        return switch (content) {
            case MessageContent.Text(var body) -> body.value();
            case MessageContent.Media media ->
                media.caption() != null ? media.caption().value() : named(media);
            case MessageContent.Location location -> firstOf("Location", location.name(), location.address());
            case MessageContent.Contacts(var cards) -> preview(cards);
            case MessageContent.Interactive interactive -> interactive.body().value();
            case MessageContent.Template template ->
                firstOf(
                        "Template " + template.name(),
                        template.layout().filledWith(template.values()).body());
            case MessageContent.Reaction reaction ->
                reaction.emoji() == null ? "Reaction taken back" : "Reacted " + reaction.emoji();
            case MessageContent.ButtonReply reply -> reply.title().value();
            case MessageContent.ListReply reply -> reply.title().value();
            case MessageContent.FlowReply reply -> firstOf("Filled-in form", reply.body());
            case MessageContent.CallPermissionReply reply -> reply.accepted() ? "Allowed calls" : "Did not allow calls";
            case MessageContent.TemplateReply reply -> reply.text().value();
            case MessageContent.Order order -> preview(order);
            case MessageContent.Notice notice -> firstOf("WhatsApp notice", notice.body());
            case MessageContent.Welcome welcome -> "Opened the chat for the first time";
            case MessageContent.Call call -> preview(call);
            case MessageContent.MediaToFollow later -> "File of an imported message";
            case MessageContent.Unsupported unsupported ->
                "Unsupported message (" + (unsupported.what() == null ? unsupported.type() : unsupported.what()) + ")";
        };
    }

    private static String named(MessageContent.Media media) {
        return switch (media.kind()) {
            case IMAGE -> "Photo";
            case VIDEO -> "Video";
            case AUDIO -> "Audio";
            case VOICE_NOTE -> "Voice message";
            case DOCUMENT -> firstOf("Document", media.file().filename());
            case STICKER, ANIMATED_STICKER -> "Sticker";
        };
    }

    private static String preview(MessageContent.Call call) {
        return switch (call.progress().outcome()) {
            case RINGING -> call.byCustomer() ? "Incoming call" : "Outgoing call";
            case IN_PROGRESS -> "Call in progress";
            case ANSWERED -> "Call";
            case MISSED -> call.byCustomer() ? "Missed call" : "Call not answered";
            case REJECTED -> "Call declined";
        };
    }

    private static String preview(List<ContactCard> cards) {
        String names = cards.stream()
                .map(card -> firstOf(
                        "Contact",
                        card.name(),
                        card.phones().isEmpty()
                                ? null
                                : card.phones().getFirst().number()))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "Contact" : names;
    }

    private static String preview(MessageContent.Order order) {
        int lines = order.lines().size();
        return "Order, " + lines + (lines == 1 ? " product" : " products");
    }

    private static String firstOf(String otherwise, @Nullable MessageText... candidates) {
        for (MessageText candidate : candidates) {
            if (candidate != null && !candidate.value().isBlank()) {
                return candidate.value();
            }
        }
        return otherwise;
    }
}
