package com.chatsphere.domain.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What WhatsApp takes from a business, checked before anything is queued.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages">Meta, sending messages</a>
 */
final class SendingLimits {
    private static final int TEXT = 4_096;
    private static final int CAPTION = 1_024;
    private static final int HEADER = 60;
    private static final int FOOTER = 60;
    private static final int BODY = 1_024;
    private static final int LIST_BODY = 4_096;
    private static final int BUTTONS = 3;
    private static final int BUTTON = 20;
    private static final int BUTTON_ID = 256;
    private static final int SECTIONS = 10;
    private static final int ROWS = 10;
    private static final int ROW_TITLE = 24;
    private static final int ROW_DESCRIPTION = 72;
    private static final int ROW_ID = 200;
    private static final int ADDRESS = 2_000;
    private static final int CARDS = 257;
    private static final String INTERACTIVE = "interactive.";
    private static final String ACTION = "interactive.action.";
    private static final String FILE = "media.file";

    private SendingLimits() {}

    static void require(MessageContent content) {
        switch (content) {
            case MessageContent.Text(var body) -> requireText("body", TEXT, body);
            case MessageContent.Media media -> require(media);
            case MessageContent.Location location -> require(location);
            case MessageContent.Contacts(var cards) -> require(cards);
            case MessageContent.Interactive interactive -> require(interactive);
            case MessageContent.Template template -> template.layout().require(template.values());
            case MessageContent.Reaction reaction -> {
                // its parts cannot be wrong
            }
            case MessageContent.ButtonReply reply -> throw new ContentRejection.NotSendable();
            case MessageContent.ListReply reply -> throw new ContentRejection.NotSendable();
            case MessageContent.FlowReply reply -> throw new ContentRejection.NotSendable();
            case MessageContent.CallPermissionReply reply -> throw new ContentRejection.NotSendable();
            case MessageContent.TemplateReply reply -> throw new ContentRejection.NotSendable();
            case MessageContent.Order order -> throw new ContentRejection.NotSendable();
            case MessageContent.Notice notice -> throw new ContentRejection.NotSendable();
            case MessageContent.Welcome welcome -> throw new ContentRejection.NotSendable();
            case MessageContent.Call call -> throw new ContentRejection.NotSendable();
            case MessageContent.MediaToFollow later -> throw new ContentRejection.NotSendable();
            case MessageContent.Unsupported unsupported -> throw new ContentRejection.NotSendable();
        }
    }

    private static void require(MessageContent.Media media) {
        if (media.file() instanceof KeptFile kept) {
            require(media.kind(), kept);
        }
        MessageText caption = media.caption();
        if (caption == null) {
            return;
        }
        if (!media.kind().takesCaption()) {
            throw new ContentRejection.NotFitting("media.caption", "goes with images, videos and documents only");
        }
        requireText("media.caption", CAPTION, caption);
    }

    private static void require(MediaKind kind, KeptFile file) {
        if (!kind.takes(file.mimeType())) {
            throw new ContentRejection.WrongType(FILE, kind, file.mimeType());
        }
        if (file.size() > kind.mostBytes()) {
            throw new ContentRejection.TooLarge(FILE, kind, file.size());
        }
        if (file.size() == 0) {
            throw new ContentRejection.NotFitting(FILE, "is empty");
        }
    }

    private static void require(MessageContent.Location location) {
        requireDegrees("location.latitude", location.latitude(), 90);
        requireDegrees("location.longitude", location.longitude(), 180);
    }

    private static void requireDegrees(String field, double degrees, int most) {
        if (!(Math.abs(degrees) <= most)) {
            throw new ContentRejection.NotFitting(field, "is between -%d and %d degrees".formatted(most, most));
        }
    }

    private static void require(List<ContactCard> cards) {
        requireCount("contacts", 1, CARDS, cards.size());
        for (int index = 0; index < cards.size(); index++) {
            String card = "contacts[%d].".formatted(index);
            requireWritten(card + "name.formatted_name", cards.get(index).name());
            for (int phone = 0; phone < cards.get(index).phones().size(); phone++) {
                requireWritten(
                        card + "phones[%d].phone".formatted(phone),
                        cards.get(index).phones().get(phone).number());
            }
        }
    }

    private static void require(MessageContent.Interactive interactive) {
        require(interactive.header(), interactive.action());
        int body = interactive.action() instanceof InteractiveAction.ChoiceList ? LIST_BODY : BODY;
        requireText(INTERACTIVE + "body.text", body, interactive.body());
        if (interactive.footer() != null) {
            requireText(INTERACTIVE + "footer.text", FOOTER, interactive.footer());
        }
        switch (interactive.action()) {
            case InteractiveAction.ReplyButtons(var choices) -> requireButtons(choices);
            case InteractiveAction.ChoiceList(var label, var sections) -> {
                requireText(ACTION + "button", BUTTON, label);
                requireSections(sections);
            }
            case InteractiveAction.Link(var label, var url) -> {
                requireText(ACTION + "parameters.display_text", BUTTON, label);
                requireText(ACTION + "parameters.url", ADDRESS, url);
                if (!url.value().matches("(?i)https?://\\S+")) {
                    throw new ContentRejection.NotFitting(
                            ACTION + "parameters.url", "has to begin with https:// or http:// and hold no blanks");
                }
            }
            case InteractiveAction.LocationRequest request -> {
                // asks with the body alone
            }
            case InteractiveAction.ContactInfoRequest request -> {
                // asks with the body alone
            }
            case InteractiveAction.CallPermissionRequest request -> {
                // asks with the body alone
            }
        }
    }

    private static void require(@Nullable MessageHeader header, InteractiveAction action) {
        boolean anyHeader =
                action instanceof InteractiveAction.ReplyButtons || action instanceof InteractiveAction.Link;
        switch (header) {
            case null -> {
                return;
            }
            case MessageHeader.Text(var text) -> requireText(INTERACTIVE + "header.text", HEADER, text);
            case MessageHeader.File file -> {
                if (!anyHeader || !file.kind().takesCaption()) {
                    throw new ContentRejection.NotFitting(
                            INTERACTIVE + "header", "can be an image, a video or a document with buttons only");
                }
            }
            case MessageHeader.Place place ->
                throw new ContentRejection.NotFitting(INTERACTIVE + "header", "cannot be a location");
        }
        if (!anyHeader && !(action instanceof InteractiveAction.ChoiceList)) {
            throw new ContentRejection.NotFitting(INTERACTIVE + "header", "is not possible with this kind of question");
        }
    }

    private static void requireButtons(List<InteractiveAction.Choice> choices) {
        requireCount(ACTION + "buttons", 1, BUTTONS, choices.size());
        for (int index = 0; index < choices.size(); index++) {
            String reply = ACTION + "buttons[%d].reply.".formatted(index);
            requireText(reply + "title", BUTTON, choices.get(index).title());
            requireText(
                    reply + "id", BUTTON_ID, new MessageText(choices.get(index).id()));
        }
        requireDifferent(ACTION + "buttons", choices);
    }

    private static void requireSections(List<InteractiveAction.Section> sections) {
        requireCount(ACTION + "sections", 1, SECTIONS, sections.size());
        for (int index = 0; index < sections.size(); index++) {
            String section = ACTION + "sections[%d].".formatted(index);
            MessageText title = sections.get(index).title();
            if (sections.size() > 1) {
                requireWritten(section + "title", title);
            }
            if (title != null) {
                requireText(section + "title", ROW_TITLE, title);
            }
            requireRows(section, sections.get(index).choices());
        }
        List<InteractiveAction.Choice> all =
                sections.stream().flatMap(section -> section.choices().stream()).toList();
        requireCount(ACTION + "sections", 1, ROWS, all.size());
        requireDifferent(ACTION + "sections", all);
    }

    private static void requireRows(String section, List<InteractiveAction.Choice> rows) {
        requireCount(section + "rows", 1, ROWS, rows.size());
        for (int index = 0; index < rows.size(); index++) {
            String row = section + "rows[%d].".formatted(index);
            requireText(row + "title", ROW_TITLE, rows.get(index).title());
            requireText(row + "id", ROW_ID, new MessageText(rows.get(index).id()));
            MessageText description = rows.get(index).description();
            if (description != null) {
                requireText(row + "description", ROW_DESCRIPTION, description);
            }
        }
    }

    private static void requireDifferent(String field, List<InteractiveAction.Choice> choices) {
        long different =
                choices.stream().map(InteractiveAction.Choice::id).distinct().count();
        if (different < choices.size()) {
            throw new ContentRejection.NotFitting(field, "need an id each that no other one has");
        }
    }

    private static void requireText(String field, int limit, MessageText text) {
        requireWritten(field, text);
        int length = text.value().codePointCount(0, text.value().length());
        if (length > limit) {
            throw new ContentRejection.TooLong(field, limit, length);
        }
    }

    private static void requireWritten(String field, @Nullable MessageText text) {
        if (text == null || text.value().isBlank()) {
            throw new ContentRejection.Missing(field);
        }
    }

    private static void requireCount(String field, int least, int most, int count) {
        if (count < least || count > most) {
            throw new ContentRejection.WrongCount(field, least, most, count);
        }
    }
}
