package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.Bubble.Progress;
import com.chatsphere.meta.sandbox.Phones.Snapshot;
import com.chatsphere.meta.sandbox.Weather.Spell;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the page of the simulated phone is told. */
final class PageJson {
    private PageJson() {}

    static ObjectNode of(Snapshot snapshot, @Nullable String shown, Map<Weather.Kind, Spell> weather) {
        ObjectNode answer = MetaJson.MAPPER.createObjectNode().put("version", snapshot.version());
        ArrayNode customers = answer.putArray("customers");
        ArrayNode bubbles = answer.putArray("bubbles");
        for (Phone phone : snapshot.phones()) {
            customers.add(summarised(phone));
            if (phone.customer().id().equals(shown)) {
                phone.bubbles().stream().filter(PageJson::isOnThePhone).forEach(bubble -> bubbles.add(of(bubble)));
            }
        }
        Long typing = shown == null ? null : snapshot.typing().get(shown);
        if (typing != null) {
            answer.put("typingUntil", typing);
        }
        answer.put("waiting", snapshot.letters().size());
        answer.set("weather", of(weather));
        return answer;
    }

    static ObjectNode of(Map<Weather.Kind, Spell> weather) {
        ObjectNode node = MetaJson.MAPPER.createObjectNode();
        weather.forEach((kind, spell) -> node.set(kind.name(), MetaJson.MAPPER.valueToTree(spell)));
        return node;
    }

    private static ObjectNode summarised(Phone phone) {
        ObjectNode node = of(phone.customer());
        node.set("manner", MetaJson.MAPPER.valueToTree(phone.manner()));
        long unread = phone.bubbles().stream()
                .filter(bubble -> !bubble.mine() && bubble.progress() == Progress.DELIVERED)
                .count();
        node.put("unread", unread);
        phone.bubbles().reversed().stream()
                .filter(PageJson::isOnThePhone)
                .findFirst()
                .ifPresent(last -> node.set("last", of(last)));
        return node;
    }

    /** What the business sends is on the phone once it was delivered. */
    private static boolean isOnThePhone(Bubble bubble) {
        return bubble.mine() || bubble.progress().compareTo(Progress.DELIVERED) >= 0;
    }

    static ObjectNode of(Customer customer) {
        return MetaJson.MAPPER
                .createObjectNode()
                .put("id", customer.id())
                .put("name", customer.name())
                .put("phone", customer.phone())
                .put("username", customer.username());
    }

    private static ObjectNode of(Bubble bubble) {
        ObjectNode node = MetaJson.MAPPER
                .createObjectNode()
                .put("wamid", bubble.wamid())
                .put("mine", bubble.mine())
                .put(
                        "text",
                        bubble.marks().deleted()
                                ? "Deleted message"
                                : bubble.content().preview())
                .put("at", bubble.at())
                .put("progress", bubble.progress().name().toLowerCase(Locale.ROOT))
                .put("replyTo", bubble.replyTo());
        node.set("content", MetaJson.MAPPER.valueToTree(bubble.content()));
        node.set("marks", MetaJson.MAPPER.valueToTree(bubble.marks()));
        return node;
    }

    static ServerResponse answer(int status, JsonNode body) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .body(MetaJson.MAPPER.writeValueAsBytes(body));
    }

    static ServerResponse refuse(String why) {
        return answer(422, MetaJson.MAPPER.createObjectNode().put("error", why).put("code", "invalid"));
    }
}
