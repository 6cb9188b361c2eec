package com.chatsphere.blackbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies as Meta delivers them. */
final class Deliveries {
    static final String NUMBER = "200000000000001";
    static final String ACCOUNT = "100000000000001";

    private static final JsonMapper JSON = JsonMapper.shared();

    private Deliveries() {}

    /** A customer wrote, just now. */
    static byte[] text(String wamid, String from, String body) {
        return bytes(inbound(NUMBER, List.of(message(wamid, from, body))));
    }

    /** {@code count} messages of one customer, a delivery each; their ids end in 0, 1, 2 … */
    static List<byte[]> texts(String wamid, String from, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> text(wamid + index, from, "message " + index))
                .toList();
    }

    static byte[] forNumber(String number, ObjectNode message) {
        return bytes(inbound(number, List.of(message)));
    }

    /** Several messages in one delivery. */
    static byte[] together(List<ObjectNode> messages) {
        return bytes(inbound(NUMBER, messages));
    }

    static ObjectNode message(String wamid, String from, String body) {
        ObjectNode message = JSON.createObjectNode()
                .put("from", from)
                .put("id", wamid)
                .put("timestamp", String.valueOf(Instant.now().getEpochSecond()))
                .put("type", "text");
        message.putObject("text").put("body", body);
        return message;
    }

    /** A message of ours has come further. */
    static byte[] status(String wamid, String to, String word, @Nullable String tag) {
        return status(NUMBER, wamid, to, word, tag);
    }

    static byte[] status(String number, String wamid, String to, String word, @Nullable String tag) {
        return bytes(statusTree(number, wamid, to, word, tag));
    }

    /** A message of ours has failed after it was taken. */
    static byte[] failure(String number, String wamid, String to, int code) {
        ObjectNode root = statusTree(number, wamid, to, "failed", null);
        ((ObjectNode) root.at("/entry/0/changes/0/value/statuses/0"))
                .putArray("errors")
                .addObject()
                .put("code", code)
                .put("title", "What Meta calls it")
                .put("message", "What Meta calls it")
                .putObject("error_data")
                .put("details", "What Meta says about " + code);
        return bytes(root);
    }

    private static ObjectNode statusTree(String number, String wamid, String to, String word, @Nullable String tag) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode value = value(root, number);
        ObjectNode status = value.putArray("statuses")
                .addObject()
                .put("id", wamid)
                .put("status", word)
                .put("timestamp", String.valueOf(Instant.now().getEpochSecond()))
                .put("recipient_id", to);
        if (tag != null) {
            status.put("biz_opaque_callback_data", tag);
        }
        return root;
    }

    private static ObjectNode inbound(String number, List<ObjectNode> messages) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode value = value(root, number);
        String from = messages.getFirst().path("from").asString("");
        ObjectNode contact = value.putArray("contacts").addObject().put("wa_id", from);
        contact.putObject("profile").put("name", "Customer " + from);
        value.putArray("messages").addAll(messages);
        return root;
    }

    private static ObjectNode value(ObjectNode root, String number) {
        root.put("object", "whatsapp_business_account");
        ObjectNode entry = root.putArray("entry").addObject().put("id", ACCOUNT);
        ObjectNode change = entry.putArray("changes").addObject().put("field", "messages");
        ObjectNode value = change.putObject("value").put("messaging_product", "whatsapp");
        value.putObject("metadata").put("display_phone_number", "15555550100").put("phone_number_id", number);
        return value;
    }

    private static byte[] bytes(ObjectNode root) {
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }
}
