package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.sandbox.Content.Key;
import com.chatsphere.meta.sandbox.Content.Key.Act;
import com.chatsphere.meta.sandbox.Content.Panel;
import com.chatsphere.meta.sandbox.Content.Row;
import com.chatsphere.meta.sandbox.Content.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an interactive message of the business.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages">Meta, reply
 *     buttons</a>
 */
final class InteractiveReading {
    private static final int BODY = 1_024;
    private static final int LIST_BODY = 4_096;
    private static final int HEADER = 60;
    private static final int FOOTER = 60;
    private static final int LABEL = 20;
    private static final int MOST_ROWS = 10;

    private InteractiveReading() {}

    static Content read(Param interactive, MessageReading reading) {
        String type = interactive
                .only("type", "header", "body", "footer", "action")
                .member("type")
                .text(40);
        Param action = interactive.member("action");
        return switch (type) {
            case "button" -> panel(interactive, BODY, true, replies(action.only("buttons")), reading);
            case "list" -> {
                Content header = interactive.member("header").isThere() ? header(interactive, reading) : null;
                if (header != null && !(header instanceof Content.Text)) {
                    throw interactive.member("header").value("of a list must be text");
                }
                yield panel(interactive, LIST_BODY, true, List.of(rows(action.only("button", "sections"))), reading);
            }
            case "cta_url" -> panel(interactive, BODY, true, List.of(link(named(action, "cta_url"))), reading);
            case "location_request_message" -> {
                named(action, "send_location");
                yield asking(interactive, new Key(Act.SHARE_LOCATION, "Send location", null), reading);
            }
            case "request_contact_info" -> {
                named(action, "request_contact_info");
                yield asking(interactive, new Key(Act.SHARE_CONTACT, "Share phone number", null), reading);
            }
            case "call_permission_request" -> {
                named(action, "call_permission_request");
                yield asking(interactive, new Key(Act.PERMIT_CALLS, "Choose preference", null), reading);
            }
            default ->
                throw Refusal.value("Param %s: there is no interactive type %s."
                                .formatted(interactive.member("type").path(), type))
                        .asException();
        };
    }

    private static Panel asking(Param interactive, Key key, MessageReading reading) {
        return panel(interactive, BODY, false, List.of(key), reading);
    }

    private static Panel panel(
            Param interactive, int longestBody, boolean framed, List<Key> keys, MessageReading reading) {
        Param header = interactive.member("header");
        Param footer = interactive.member("footer");
        if (!framed && (header.isThere() || footer.isThere())) {
            throw Refusal.invalid("Param %s of this type has neither header nor footer.".formatted(interactive.path()))
                    .asException();
        }
        return new Panel(
                null,
                null,
                header.isThere() ? header(interactive, reading) : null,
                interactive.member("body").only("text").member("text").text(longestBody),
                footer.isThere() ? footer.only("text").member("text").text(FOOTER) : null,
                null,
                keys,
                List.of());
    }

    private static Content header(Param interactive, MessageReading reading) {
        Param header = interactive.member("header").object();
        String type = header.member("type").text(20);
        header.only("type", type);
        return switch (type) {
            case "text" -> new Content.Text(header.member("text").text(HEADER));
            case "image" -> reading.file(FileKind.IMAGE, header.member("image"));
            case "video" -> reading.file(FileKind.VIDEO, header.member("video"));
            case "document" -> reading.file(FileKind.DOCUMENT, header.member("document"));
            default -> throw header.member("type").value("must be text, image, video or document");
        };
    }

    private static List<Key> replies(Param action) {
        List<Key> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        for (Param button : action.member("buttons").elements(1, 3)) {
            if (!"reply".equals(button.only("type", "reply").member("type").text(20))) {
                throw button.member("type").value("must be reply");
            }
            Param reply = button.member("reply").only("id", "title");
            String id = limited(reply.member("id"), 256);
            String title = limited(reply.member("title"), LABEL);
            if (!ids.add(id)) {
                throw reply.member("id").value("is there twice");
            }
            if (!titles.add(title)) {
                throw reply.member("title").value("is there twice");
            }
            keys.add(new Key(Act.REPLY, title, id));
        }
        return keys;
    }

    private static Key rows(Param action) {
        List<Section> sections = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<Param> all = action.member("sections").elements(1, 10);
        for (Param section : all) {
            section.only("title", "rows");
            String title =
                    all.size() > 1 || section.member("title").isThere() ? limited(section.member("title"), 24) : "";
            List<Row> rows = new ArrayList<>();
            for (Param row : section.member("rows").elements(1, MOST_ROWS)) {
                row.only("id", "title", "description");
                String id = limited(row.member("id"), 200);
                if (!ids.add(id)) {
                    throw row.member("id").value("is there twice");
                }
                rows.add(new Row(id, limited(row.member("title"), 24), optional(row.member("description"), 72)));
            }
            sections.add(new Section(title, rows));
        }
        if (ids.size() > MOST_ROWS) {
            throw action.member("sections").value("must have at most 10 rows in all, not " + ids.size());
        }
        return new Key(Act.ROWS, limited(action.member("button"), LABEL), null, sections);
    }

    private static Key link(Param action) {
        Param parameters = action.member("parameters").only("display_text", "url");
        return new Key(
                Act.LINK,
                limited(parameters.member("display_text"), LABEL),
                parameters.member("url").link());
    }

    private static Param named(Param action, String name) {
        action.only(name.equals("cta_url") ? new String[] {"name", "parameters"} : new String[] {"name"});
        if (!action.member("name").text(40).equals(name)) {
            throw action.member("name").value("must be " + name);
        }
        return action;
    }

    /** Of buttons and rows Meta says 131009 where it says 100 elsewhere. */
    private static String limited(Param text, int most) {
        if (text.node().isString() && text.node().asString().length() > most) {
            throw text.value("must be at most %d characters long".formatted(most));
        }
        return text.text(most);
    }

    private static @Nullable String optional(Param text, int most) {
        return text.isThere() ? limited(text, most) : null;
    }
}
