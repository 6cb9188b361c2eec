package com.chatsphere.blackbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Compares what the REST API answers with what one fixture expects; a key that it does not know is a failure. */
final class ShapeCheck {
    private static final Set<String> NO_BUBBLES = Set.of("reaction", "edit", "revoke");
    private static final Map<String, String> SHOWN_AS =
            Map.of("media_placeholder", "unsupported", "request_welcome", "system");
    private static final List<String> OUTCOMES =
            List.of("applied", "alreadyKnown", "ignored", "parked", "quarantined", "waiting");

    private final SoftAssertions checks = new SoftAssertions();
    private final JsonNode payload;
    private final JsonNode expected;
    private final int given;
    private final List<JsonNode> conversations = new ArrayList<>();
    private final List<JsonNode> messages = new ArrayList<>();
    private final List<JsonNode> notices = new ArrayList<>();

    ShapeCheck(Script script, JsonNode payload, JsonNode expected, int given) {
        this.payload = payload;
        this.expected = expected;
        this.given = given;
        script.get("/api/conversations?page_size=200").body().path("items").forEach(conversations::add);
        conversations.forEach(conversation ->
                messages.addAll(script.messagesOf(conversation.path("id").asString())));
        script.get("/api/admin/notices?page_size=200").body().path("items").forEach(notices::add);
    }

    void check(JsonNode ledgerBefore, JsonNode ledgerAfter) {
        for (String key : expected.propertyNames()) {
            JsonNode value = expected.path(key);
            switch (key) {
                case "fixture", "about", "basis", "evidence", "deliver_times", "signature", "http", "given", "note" -> {
                    // said before, or said to the reader
                }
                case "must", "must_not" -> {
                    // said in words; the other keys and the counts say it in figures
                }
                case "messages" -> value.forEach(this::message);
                case "status_transitions" -> value.forEach(this::transition);
                case "final_statuses" ->
                    value.properties()
                            .forEach(status -> same("status", message(status.getKey()), "status", status.getValue()));
                case "reactions_after" ->
                    value.properties().forEach(after -> reactions(after.getKey(), after.getValue()));
                case "customer_service_window" -> value.forEach(this::window);
                case "contact_facts" -> value.forEach(this::contact);
                case "nothing_lost" -> counts(value, ledgerBefore, ledgerAfter);
                case "account_events" -> value.forEach(this::news);
                case "calls" -> value.forEach(this::call);
                case "free_entry_point" -> keptOnly(ledgerBefore, ledgerAfter);
                default -> unknown(key);
            }
        }
        bubbles();
        checks.assertAll();
    }

    private void message(JsonNode wanted) {
        String wamid = wanted.path("wamid").asString();
        String type = wanted.path("type").asString();
        boolean bubble = !NO_BUBBLES.contains(type);
        JsonNode shown = bubble ? message(wamid) : MissingNode.getInstance();
        JsonNode details = shown.path("details");
        JsonNode conversation = conversation(bubble ? shown : message(target(wanted)));
        for (String key : wanted.propertyNames()) {
            JsonNode value = wanted.path(key);
            switch (key) {
                case "wamid" ->
                    checks.assertThat(messages.stream()
                                    .filter(message -> message.path("providerMessageId")
                                            .asString("")
                                            .equals(wamid)))
                            .as("bubbles of " + wamid)
                            .hasSize(bubble ? 1 : 0);
                case "line_phone_number_id" -> same("line", conversation, "phoneNumberId", value);
                case "direction" -> {
                    if (bubble) {
                        same("direction", shown, "direction", value);
                    }
                }
                case "type" -> {
                    if (bubble) {
                        equal("type", shown.path("type").asString(""), SHOWN_AS.getOrDefault(type, type));
                    }
                }
                case "from", "to" -> person(value, wanted, conversation, details);
                case "sent_at" -> {
                    if (bubble) {
                        equal("sentAt", seconds(shown.path("sentAt")), value.asLong());
                    }
                }
                case "text", "caption" -> same("text", shown, "body", value);
                case "reply_to_wamid" -> same("reply", shown.path("replyTo"), "wamid", value);
                case "forwarded" -> {
                    equal("forwarded", shown.path("forwarded").asBoolean(false), true);
                    equal(
                            "forwarded many times",
                            details.path("forwardedManyTimes").asBoolean(false),
                            value.asString().equals("many_times"));
                }
                case "media" -> media(value, shown.path("media"));
                case "reaction" -> reaction(value, wanted.path("from"));
                case "edit" -> edit(value);
                case "revoke" ->
                    equal("deleted", message(target(wanted)).path("deleted").asBoolean(false), true);
                case "interactive" -> interactive(value, details);
                case "button" -> {
                    same("payload", details, "payload", value.path("payload"));
                    same("button", details, "text", value.path("text"));
                }
                case "order" -> order(value, details);
                case "location" -> location(value, details);
                case "contacts" -> cards(value, details.path("contacts"));
                case "system" -> system(value, shown, conversation);
                case "referral" -> referral(value, details.path("referral"));
                case "referred_product" -> {
                    same("catalogue", details.path("referredProduct"), "catalogId", value.path("catalog_id"));
                    same(
                            "product",
                            details.path("referredProduct"),
                            "productRetailerId",
                            value.path("product_retailer_id"));
                }
                case "errors" -> {
                    same("code", details.path("error"), "code", value.path(0).path("code"));
                    same("title", details.path("error"), "title", value.path(0).path("title"));
                    if (value.path(0).has("details")) {
                        same(
                                "details",
                                details.path("error"),
                                "details",
                                value.path(0).path("details"));
                    }
                }
                case "unsupported_kind" -> same("kind", details, "unsupportedType", value);
                case "group_id" -> same("group", conversation, "groupId", value);
                case "imported" -> {
                    equal("imported", details.path("imported").asBoolean(false), true);
                    equal("unread", conversation.path("unreadCount").asInt(), 0);
                    equal("window", conversation.path("serviceWindowUntil").isNull(), true);
                }
                case "origin" ->
                    equal("sent elsewhere", details.path("sentElsewhere").asBoolean(false), true);
                case "final_status" -> same("status", shown, "status", value);
                case "shown_as" -> equal("welcome", details.path("type").asString(""), "request_welcome");
                default -> unknown("messages." + key);
            }
        }
        if (payload.findValue("field").asString("").equals("standby")) {
            equal("standby", details.path("standby").asBoolean(false), true);
        }
        if (!wanted.has("forwarded") && bubble) {
            equal("forwarded", shown.path("forwarded").asBoolean(true), false);
        }
        if (!wanted.has("reply_to_wamid") && bubble) {
            equal("reply", shown.path("replyTo").isNull(), true);
        }
    }

    private void person(JsonNode wanted, JsonNode message, JsonNode conversation, JsonNode details) {
        boolean inGroup = message.has("group_id");
        boolean moved = message.has("system") && message.path("system").has("new_phone");
        for (String key : wanted.propertyNames()) {
            JsonNode value = wanted.path(key);
            JsonNode shown = inGroup ? details.path("participant") : conversation;
            switch (key) {
                case "phone" -> {
                    if (!moved) {
                        equal("phone", digits(shown.path("phone").asString("")), value.asString());
                    }
                }
                case "user_id" -> {
                    if (!moved) {
                        same("user id", shown, "userId", value);
                    }
                }
                case "username" -> same("username", shown, "username", value);
                case "profile_name" -> {
                    // a name is learnt from what is written, and not from what changes something written before
                    if (!NO_BUBBLES.contains(message.path("type").asString())) {
                        same("name", shown, "displayName", value);
                    }
                }
                case "parent_user_id" -> equal("conversations", conversations.size(), 1);
                default -> unknown("person." + key);
            }
        }
    }

    private void media(JsonNode wanted, JsonNode shown) {
        for (String key : wanted.propertyNames()) {
            JsonNode value = wanted.path(key);
            switch (key) {
                case "media_id" -> same("media id", shown, "providerMediaId", value);
                case "mime_type" -> same("MIME type", shown, "mimeType", value);
                case "sha256_as_received" -> same("digest", shown, "sha256", value);
                case "filename_as_received" -> same("file name", shown, "filename", value);
                case "voice" -> equal("voice", shown.path("voice").asBoolean(false), value.asBoolean());
                case "animated" -> equal("animated", shown.path("animated").asBoolean(false), value.asBoolean());
                default -> unknown("media." + key);
            }
        }
    }

    private void reaction(JsonNode wanted, JsonNode from) {
        List<String> emoji = message(wanted.path("target_wamid").asString())
                .path("reactions")
                .valueStream()
                .filter(reaction -> digits(reaction.path("from").asString(""))
                        .equals(from.path("phone").asString()))
                .map(reaction -> reaction.path("emoji").asString())
                .toList();
        checks.assertThat(emoji)
                .as("reactions of the sender")
                .isEqualTo(
                        wanted.path("action").asString().equals("removed")
                                ? List.of()
                                : List.of(wanted.path("emoji").asString()));
    }

    private void reactions(String wamid, JsonNode wanted) {
        List<String> shown = message(wamid)
                .path("reactions")
                .valueStream()
                .map(reaction -> digits(reaction.path("from").asString("")) + " "
                        + reaction.path("emoji").asString())
                .toList();
        checks.assertThat(shown)
                .as("reactions to " + wamid)
                .containsExactlyInAnyOrderElementsOf(wanted.valueStream()
                        .map(reaction -> reaction.path("by").asString() + " "
                                + reaction.path("emoji").asString())
                        .toList());
    }

    private void edit(JsonNode wanted) {
        JsonNode target = message(wanted.path("target_wamid").asString());
        same("new text", target, "body", wanted.path("new_text"));
        same("new type", target, "type", wanted.path("new_type"));
        equal("edited", target.path("edited").asBoolean(false), true);
        equal("earlier texts", target.path("details").path("earlier").size(), 1);
        equal("reply", target.path("replyTo").isNull(), true);
    }

    private void interactive(JsonNode wanted, JsonNode details) {
        for (String key : wanted.propertyNames()) {
            JsonNode value = wanted.path(key);
            switch (key) {
                case "kind" -> same("kind", details, "type", value);
                case "id", "title", "description", "name", "body", "response", "source" ->
                    same(key, details, key, value);
                case "expires_at" -> equal("expires", seconds(details.path("expiresAt")), value.asLong());
                default -> unknown("interactive." + key);
            }
        }
    }

    private void order(JsonNode wanted, JsonNode details) {
        same("catalogue", details, "catalogId", wanted.path("catalog_id"));
        same("note", details, "text", wanted.path("text"));
        JsonNode items = wanted.path("product_items");
        equal("lines", details.path("items").size(), items.size());
        for (int line = 0; line < items.size(); line++) {
            JsonNode shown = details.path("items").path(line);
            same("product", shown, "productRetailerId", items.path(line).path("product_retailer_id"));
            number("quantity", shown.path("quantity"), items.path(line).path("quantity"));
            number("price", shown.path("itemPrice"), items.path(line).path("item_price"));
            same("currency", shown, "currency", items.path(line).path("currency"));
        }
    }

    private void location(JsonNode wanted, JsonNode details) {
        for (String key : wanted.propertyNames()) {
            switch (key) {
                case "latitude", "longitude" -> number(key, details.path(key), wanted.path(key));
                case "name", "address", "url" -> same(key, details, key, wanted.path(key));
                default -> unknown("location." + key);
            }
        }
    }

    private void cards(JsonNode wanted, JsonNode shown) {
        equal("cards", shown.size(), wanted.size());
        for (int card = 0; card < wanted.size(); card++) {
            JsonNode one = shown.path(card);
            for (String key : wanted.path(card).propertyNames()) {
                JsonNode value = wanted.path(card).path(key);
                switch (key) {
                    case "formatted_name" -> same("name", one, "name", value);
                    case "phones" ->
                        checks.assertThat(one.path("phones")
                                        .valueStream()
                                        .map(phone -> phone.path("phone").asString("")))
                                .as("phones")
                                .containsExactlyElementsOf(value.valueStream()
                                        .map(JsonNode::asString)
                                        .toList());
                    case "origin" ->
                        equal("on request", one.path("sharedOnRequest").asBoolean(false), true);
                    default -> unknown("contacts." + key);
                }
            }
        }
    }

    private void system(JsonNode wanted, JsonNode shown, JsonNode conversation) {
        for (String key : wanted.propertyNames()) {
            JsonNode value = wanted.path(key);
            switch (key) {
                case "kind" -> same("kind", shown.path("details"), "type", value);
                case "body" -> same("body", shown, "body", value);
                case "new_phone" ->
                    equal("phone", digits(conversation.path("phone").asString("")), value.asString());
                case "new_user_id" -> same("user id", conversation, "userId", value);
                case "previous_user_id" -> equal("conversations", conversations.size(), 1);
                default -> unknown("system." + key);
            }
        }
    }

    private void referral(JsonNode wanted, JsonNode shown) {
        Map<String, String> names = Map.of(
                "source_type",
                "sourceType",
                "source_id",
                "sourceId",
                "source_url",
                "sourceUrl",
                "headline",
                "headline",
                "body",
                "body",
                "media_type",
                "mediaType",
                "ctwa_clid",
                "ctwaClid");
        for (String key : wanted.propertyNames()) {
            @Nullable String name = names.get(key);
            if (name == null) {
                unknown("referral." + key);
            } else {
                same(key, shown, name, wanted.path(key));
            }
        }
    }

    private void transition(JsonNode wanted) {
        JsonNode shown = message(wanted.path("wamid").asString());
        boolean group = wanted.path("recipient_type").asString("").equals("group");
        for (String key : wanted.propertyNames()) {
            JsonNode value = wanted.path(key);
            switch (key) {
                case "wamid" -> equal("known message", shown.isMissingNode(), false);
                case "line_phone_number_id" -> same("line", conversation(shown), "phoneNumberId", value);
                case "status" -> {
                    if (group) {
                        equal("read by all", shown.path("status").asString("").equals("read"), false);
                        same("read", shown.path("details").path("receipts").path(0), "status", value);
                    } else {
                        same("status", shown, "status", value);
                    }
                }
                case "errors" -> {
                    same("code", shown.path("error"), "code", value.path(0).path("code"));
                    same("title", shown.path("error"), "title", value.path(0).path("title"));
                    same(
                            "details",
                            shown.path("error"),
                            "details",
                            value.path(0).path("details"));
                }
                case "recipient_participant_id" ->
                    equal(
                            "participant",
                            digits(shown.path("details")
                                    .path("receipts")
                                    .path(0)
                                    .path("phone")
                                    .asString("")),
                            value.asString());
                case "recipient_participant_user_id" ->
                    same("participant", shown.path("details").path("receipts").path(0), "userId", value);
                case "at",
                        "recipient_id",
                        "recipient_user_id",
                        "recipient_type",
                        "pricing",
                        "biz_opaque_callback_data" -> {
                    // kept with the delivery
                }
                default -> unknown("status_transitions." + key);
            }
        }
    }

    private void window(JsonNode wanted) {
        if (wanted.has("effect")) {
            return;
        }
        String by = wanted.path("opened_or_extended_by").asString();
        JsonNode conversation = by.startsWith("wacid.") ? conversations.getFirst() : conversation(message(by));
        same("line", conversation, "phoneNumberId", wanted.path("line_phone_number_id"));
        equal(
                "window",
                seconds(conversation.path("serviceWindowUntil")),
                wanted.path("open_until").asLong());
    }

    private void contact(JsonNode wanted) {
        for (String key : wanted.propertyNames()) {
            JsonNode value = wanted.path(key);
            switch (key) {
                case "now_also_known_by_phone", "new_phone" -> {
                    equal("conversations", conversations.size(), 1);
                    equal("phone", digits(conversations.getFirst().path("phone").asString("")), value.asString());
                }
                case "new_user_id" -> same("user id", conversations.getFirst(), "userId", value);
                case "same_person" -> equal("conversations", conversations.size(), 1);
                case "phone", "user_id", "username", "old_phone", "old_user_id" -> {
                    // names whom the fact is about
                }
                case "marketing" ->
                    equal(
                            key,
                            conversations.getFirst().path("marketingStopped").asBoolean(),
                            value.asString().equals("stop"));
                case "address_book_name", "address_book" ->
                    equal("an entry of the address book opens no conversation", conversations.size(), 0);
                case "at" -> {
                    // no face outside
                }
                default -> unknown("contact_facts." + key);
            }
        }
    }

    private void counts(JsonNode wanted, JsonNode before, JsonNode after) {
        long sum = OUTCOMES.stream()
                .mapToLong(outcome -> grown(outcome, before, after))
                .sum();
        equal("received", grown("received", before, after), sum);
        equal("quarantined", grown("quarantined", before, after), 0L);
        equal("parked", grown("parked", before, after), 0L);
        long applied = 0;
        for (String key : wanted.propertyNames()) {
            switch (key) {
                case "raw_delivery_kept" -> equal(key, wanted.path(key).asBoolean(), true);
                case "inbound_messages_expected", "outbound_messages_expected", "status_transitions_expected" ->
                    applied += wanted.path(key).asLong();
                default -> unknown("nothing_lost." + key);
            }
        }
        checks.assertThat(grown("applied", before, after)).as("applied").isGreaterThanOrEqualTo(applied);
    }

    /** What is told beside the chats is a notice, or a mark at the conversation. */
    private void news(JsonNode wanted) {
        if (wanted.path("field").asString().equals("messaging_handovers")) {
            equal(
                    "needs a person",
                    conversations.getFirst().path("personNeeded").asBoolean(),
                    true);
            return;
        }
        JsonNode notice = notices.stream()
                .filter(told -> told.path("field").equals(wanted.path("field")))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
        same("field", notice, "field", wanted.path("field"));
        for (String key : wanted.propertyNames()) {
            JsonNode value = wanted.path(key);
            switch (key) {
                case "waba_id" -> same(key, notice, "wabaId", value);
                case "line_phone_number_id" -> same(key, notice, "phoneNumberId", value);
                case "line_display_number" ->
                    equal(key, notice.path("phoneNumberId").asString(), "200000000000001");
                case "group_id" -> same(key, notice, "groupId", value);
                case "template" -> same(key, notice.path("template"), "name", value);
                case "language" -> same(key, notice.path("template"), "language", value);
                case "template_id" -> same(key, notice.path("template"), "id", value);
                case "at" -> equal(key, seconds(notice.path("toldAt")), value.asLong());
                default -> {
                    // in Meta's own words, which are kept with it
                }
            }
        }
    }

    private void call(JsonNode wanted) {
        JsonNode call = messages.stream()
                .filter(message ->
                        message.path("details").path("type").asString("").equals("call"))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
        equal(
                "line",
                conversation(call).path("phoneNumberId").asString(),
                wanted.path("line_phone_number_id").asString());
        if (wanted.has("from")) {
            equal("direction", call.path("direction").asString(), "inbound");
            equal(
                    "from",
                    conversation(call).path("phone").asString(),
                    wanted.path("from").asString());
        }
        if (wanted.has("duration_seconds")) {
            equal(
                    "duration",
                    call.path("details").path("durationSeconds").asLong(),
                    wanted.path("duration_seconds").asLong());
        }
    }

    /** What is no chat is counted, whatever becomes of it. */
    private void keptOnly(JsonNode before, JsonNode after) {
        checks.assertThat(grown("received", before, after)).as("received").isPositive();
    }

    /** Nothing is shown that was neither known before nor expected. */
    private void bubbles() {
        long wanted = expected.path("messages")
                .valueStream()
                .filter(message -> !NO_BUBBLES.contains(message.path("type").asString()))
                .count();
        equal(
                "bubbles",
                (long) messages.size(),
                wanted + given + expected.path("calls").size());
    }

    private JsonNode message(String wamid) {
        return messages.stream()
                .filter(message ->
                        message.path("providerMessageId").asString("").equals(wamid))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    private JsonNode conversation(JsonNode message) {
        return conversations.stream()
                .filter(conversation -> conversation.path("id").equals(message.path("conversationId")))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    private static String target(JsonNode wanted) {
        for (String change : NO_BUBBLES) {
            if (wanted.has(change)) {
                return wanted.path(change).path("target_wamid").asString();
            }
        }
        return wanted.path("wamid").asString();
    }

    private void same(String what, JsonNode shown, String member, JsonNode wanted) {
        checks.assertThat(shown.path(member)).as(what).isEqualTo(wanted);
    }

    private void equal(String what, Object shown, Object wanted) {
        checks.assertThat(shown).as(what).isEqualTo(wanted);
    }

    private void number(String what, JsonNode shown, JsonNode wanted) {
        checks.assertThat(new BigDecimal(shown.asString("0")))
                .as(what)
                .isEqualByComparingTo(new BigDecimal(wanted.asString()));
    }

    private void unknown(String key) {
        checks.fail("nothing here compares " + key);
    }

    private static long grown(String outcome, JsonNode before, JsonNode after) {
        return after.path(outcome).asLong() - before.path(outcome).asLong();
    }

    private static long seconds(JsonNode time) {
        return time.isString() ? Instant.parse(time.asString()).getEpochSecond() : 0;
    }

    private static String digits(String phone) {
        return phone.replaceAll("[^0-9]", "");
    }
}
