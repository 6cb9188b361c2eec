package com.chatsphere.story;

import com.chatsphere.story.Piece.Content;
import com.chatsphere.story.Piece.Edited;
import com.chatsphere.story.Piece.Reacted;
import com.chatsphere.story.Piece.Reported;
import com.chatsphere.story.Piece.Revoked;
import com.chatsphere.story.Piece.Written;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pieces of news as Meta writes them: one body. */
final class MetaWriting {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode root = JSON.createObjectNode().put("object", "whatsapp_business_account");
    private final ArrayNode changes =
            root.putArray("entry").addObject().put("id", "100000000000001").putArray("changes");
    private final boolean gathered;
    private String heading = "";
    private ObjectNode value = root;
    private Map<String, ObjectNode> people = new HashMap<>();

    private MetaWriting(boolean gathered) {
        this.gathered = gathered;
    }

    static byte[] delivery(List<Piece> pieces, boolean gathered) {
        MetaWriting writing = new MetaWriting(gathered);
        pieces.forEach(writing::write);
        return writing.root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(Piece piece) {
        String list = piece instanceof Reported ? "statuses" : piece.outbound() ? "message_echoes" : "messages";
        ObjectNode person = piece instanceof Reported ? null : person(piece);
        String whom = piece.chat().customer().key();
        boolean known = person == null || person.equals(people.getOrDefault(whom, person));
        if (!gathered || !known || !heading.equals(list + piece.chat().number())) {
            begin(list, piece);
        }
        if (person != null && people.putIfAbsent(whom, person) == null) {
            value.withArray("contacts").add(person);
        }
        ObjectNode news = value.withArray(list).addObject();
        news.put("id", piece.wamid()).put("timestamp", String.valueOf(piece.at()));
        tell(news, piece);
    }

    private void begin(String list, Piece piece) {
        heading = list + piece.chat().number();
        people = new HashMap<>();
        ObjectNode change =
                changes.addObject().put("field", list.equals("message_echoes") ? "smb_message_echoes" : "messages");
        value = change.putObject("value").put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", line(piece))
                .put("phone_number_id", piece.chat().number());
    }

    private static String line(Piece piece) {
        return "1555555010" + (piece.chat().number().equals(Story.NUMBERS.getFirst()) ? "0" : "1");
    }

    /** Beside what is written; the rest names the customer as they are known. */
    private static ObjectNode person(Piece piece) {
        Customer customer = piece.chat().customer();
        ObjectNode person = JSON.createObjectNode();
        if (!(piece instanceof Written written) || written.named()) {
            person.putObject("profile").put("name", customer.nameAt(piece.at()));
        }
        if (customer.phone() != null) {
            person.put("wa_id", customer.phone());
        }
        String userId = userId(piece);
        if (userId != null) {
            person.put("user_id", userId);
        }
        return person;
    }

    private static @Nullable String userId(Piece piece) {
        Customer customer = piece.chat().customer();
        boolean told = customer.phone() == null || piece instanceof Written written && written.identified();
        return told ? customer.userId() : null;
    }

    private static void tell(ObjectNode news, Piece piece) {
        if (piece instanceof Reported report) {
            report(news, report);
            return;
        }
        if (piece.outbound()) {
            news.put("from", line(piece));
        }
        name(news, piece.outbound() ? "to" : "from", piece);
        switch (piece) {
            case Written it -> {
                content(news, it.content());
                if (it.replyTo() != null) {
                    news.putObject("context").put("id", it.replyTo());
                }
            }
            case Reacted it -> {
                ObjectNode reaction =
                        news.put("type", "reaction").putObject("reaction").put("message_id", it.target());
                if (it.emoji() != null || it.emptied()) {
                    reaction.put("emoji", it.emoji() == null ? "" : it.emoji());
                }
            }
            case Edited it -> {
                ObjectNode edit = news.put("type", "edit").putObject("edit").put("original_message_id", it.target());
                content(edit.putObject("message"), new Content.Text(it.text()));
            }
            case Revoked it -> news.put("type", "revoke").putObject("revoke").put("original_message_id", it.target());
            case Reported it -> throw new IllegalArgumentException(it.toString());
        }
    }

    private static void name(ObjectNode news, String role, Piece piece) {
        String phone = piece.chat().customer().phone();
        String userId = userId(piece);
        if (phone != null) {
            news.put(role, phone);
        }
        if (userId != null) {
            news.put(role + "_user_id", userId);
        }
    }

    private static void report(ObjectNode news, Reported report) {
        news.put("status", report.status());
        if (report.chat().customer().phone() != null) {
            news.put("recipient_id", report.chat().customer().phone());
        } else {
            news.put("recipient_user_id", report.chat().customer().userId());
        }
        if (report.status().equals("failed")) {
            news.putArray("errors").addObject().put("code", report.code()).put("title", "Error " + report.code());
        }
    }

    private static void content(ObjectNode news, Content content) {
        switch (content) {
            case Content.Text(String body) ->
                news.put("type", "text").putObject("text").put("body", body);
            case Content.Image(String file, @Nullable String caption) -> {
                ObjectNode image = news.put("type", "image").putObject("image");
                image.put("id", file).put("mime_type", "image/jpeg");
                if (caption != null) {
                    image.put("caption", caption);
                }
            }
            case Content.Place(String latitude, String longitude) ->
                news.put("type", "location")
                        .putObject("location")
                        .put("latitude", Double.parseDouble(latitude))
                        .put("longitude", Double.parseDouble(longitude));
            case Content.Button(String id, String title) ->
                news.put("type", "interactive")
                        .putObject("interactive")
                        .put("type", "button_reply")
                        .putObject("button_reply")
                        .put("id", id)
                        .put("title", title);
        }
    }
}
