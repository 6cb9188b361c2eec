package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.sandbox.Content.Card;
import com.chatsphere.meta.sandbox.Outgoing.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what the business wants to send, as strictly as Meta does.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages">Meta, messages</a>
 */
final class MessageReading {
    private static final int LONGEST_TEXT = 4_096;
    private static final int LONGEST_CAPTION = 1_024;
    private static final int LONGEST_NAME = 240;
    private static final int MOST_CARDS = 257;

    private final MediaShelf shelf;
    private final TemplateReading templates;

    MessageReading(MediaShelf shelf, TemplateCatalogue catalogue) {
        this.shelf = shelf;
        this.templates = new TemplateReading(catalogue, this);
    }

    Outgoing read(JsonNode json) {
        Param message = new Param("", json);
        String type = message.member("type").isThere() ? message.member("type").text(40) : "text";
        Param content = message.member(type);
        String replyTo = replyTo(message.member("context"));
        FileKind kind = FileKind.named(type);
        if (kind != null) {
            return Message.free(file(kind, content), replyTo);
        }
        return switch (type) {
            case "text" -> Message.free(text(content), replyTo);
            case "location" -> Message.free(place(content), replyTo);
            case "contacts" -> Message.free(cards(content), replyTo);
            case "interactive" -> Message.free(InteractiveReading.read(content, this), replyTo);
            case "reaction" -> reaction(content);
            case "template" -> templates.read(content);
            default -> throw Refusal.unsupportedType(type).asException();
        };
    }

    private static @Nullable String replyTo(Param context) {
        return context.isThere()
                ? context.only("message_id").member("message_id").text(512)
                : null;
    }

    private static Content text(Param text) {
        text.only("body", "preview_url");
        text.member("preview_url").flag();
        return new Content.Text(text.member("body").text(LONGEST_TEXT));
    }

    /** A file by its id or its link; which other members there may be depends on the kind. */
    Content.File file(FileKind kind, Param file) {
        switch (kind) {
            case IMAGE, VIDEO -> file.only("id", "link", "caption");
            case DOCUMENT -> file.only("id", "link", "caption", "filename");
            case AUDIO -> file.only("id", "link", "voice");
            case STICKER -> file.only("id", "link");
        }
        String caption = file.member("caption").optionalText(LONGEST_CAPTION);
        String filename = file.member("filename").optionalText(LONGEST_NAME);
        boolean voice = file.member("voice").flag();
        if (file.member("id").isThere() == file.member("link").isThere()) {
            throw Refusal.invalid("Param %s must have either an id or a link.".formatted(file.path()))
                    .asException();
        }
        if (file.member("link").isThere()) {
            return new Content.File(kind, null, file.member("link").link(), null, filename, caption, voice, 0);
        }
        String id = file.member("id").text(64);
        MediaShelf.Stored stored = shelf.find(id)
                .orElseThrow(() -> Refusal.invalid("Param %s: there is no media with the id %s, or it has expired."
                                .formatted(file.path(), id))
                        .asException());
        String shown = filename == null && kind == FileKind.DOCUMENT ? stored.filename() : filename;
        return new Content.File(kind, id, null, stored.mimeType(), shown, caption, voice, stored.size());
    }

    Content.Place place(Param place) {
        place.only("latitude", "longitude", "name", "address");
        return new Content.Place(
                place.member("latitude").number(-90, 90),
                place.member("longitude").number(-180, 180),
                place.member("name").optionalText(1_000),
                place.member("address").optionalText(1_000));
    }

    private static Content cards(Param contacts) {
        List<Card> cards = new ArrayList<>();
        for (Param contact : contacts.elements(1, MOST_CARDS)) {
            contact.only("name", "phones", "emails", "addresses", "org", "urls", "birthday");
            Param name = contact.member("name").object();
            String formatted = name.member("formatted_name").text(1_000);
            if (name.node().size() < 2) {
                throw name.value("must have formatted_name and at least one other part of the name");
            }
            cards.add(new Card(
                    formatted,
                    all(contact.member("phones"), "phone"),
                    all(contact.member("emails"), "email"),
                    contact.member("org").member("company").optionalText(1_000)));
        }
        return new Content.Cards(cards, false);
    }

    private static List<String> all(Param list, String member) {
        List<String> found = new ArrayList<>();
        if (list.isThere()) {
            for (Param element : list.elements(0, 100)) {
                found.add(element.object().member(member).text(1_000));
            }
        }
        return found;
    }

    private static Outgoing reaction(Param reaction) {
        reaction.only("message_id", "emoji");
        String to = reaction.member("message_id").text(512);
        Param emoji = reaction.member("emoji");
        if (!emoji.isThere()) {
            throw Refusal.missing(emoji.path()).asException();
        }
        if (emoji.node().asString().isEmpty()) {
            return new Outgoing.Reaction(to, null);
        }
        String given = emoji.text(64);
        if (!isOneEmoji(given)) {
            throw emoji.value("must be one emoji");
        }
        return new Outgoing.Reaction(to, given);
    }

    /** One grapheme that is no letter, punctuation or space. */
    static boolean isOneEmoji(String text) {
        return text.matches("\\X")
                && !text.codePoints().allMatch(letter -> letter < 0x203C && letter != 0xA9 && letter != 0xAE);
    }
}
