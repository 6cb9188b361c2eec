package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.Weather.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stand-in for the Graph API's number: takes messages as Meta does, and is as strict.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages">Meta, sending messages</a>
 */
final class StandInGraph {
    private static final int LONGEST_BODY = 256 * 1024;
    private static final int LONGEST_TAG = 512;
    private static final Duration CAN_BE_REACTED_TO_FOR = Duration.ofDays(30);
    private static final Duration BEFORE_THE_ANSWER = Duration.ofMillis(700);
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{8,15}");
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]{1,128}");

    private final Sandbox sandbox;
    private final Phones phones;
    private final GraphGate gate;
    private final Weather weather;
    private final MessageReading reading;
    private final Pace pace = new Pace(System::nanoTime);

    StandInGraph(Sandbox sandbox, Phones phones, GraphGate gate, Weather weather, MessageReading reading) {
        this.sandbox = sandbox;
        this.phones = phones;
        this.gate = gate;
        this.weather = weather;
        this.reading = reading;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/sandbox/graph/{version}/{number}/messages", this::take)
                .POST("/sandbox/graph/{version}/{number}/block_users", request -> block(request, true))
                .DELETE("/sandbox/graph/{version}/{number}/block_users", request -> block(request, false))
                .filter(gate)
                .build();
    }

    private ServerResponse take(ServerRequest request) throws IOException, InterruptedException {
        JsonNode message = body(request);
        return "read".equals(MetaJson.text(message, "status")) ? markRead(message) : send(message);
    }

    private static JsonNode body(ServerRequest request) throws IOException {
        requireNumber(request.pathVariable("number"));
        JsonNode body = JsonRequest.read(request, LONGEST_BODY)
                .orElseThrow(() ->
                        Refusal.invalid("The request is not a JSON object.").asException());
        if (!"whatsapp".equals(MetaJson.text(body, "messaging_product"))) {
            throw Refusal.missing("messaging_product").asException();
        }
        return body;
    }

    static void requireNumber(String number) {
        if (!number.equals(SandboxLine.NUMBER.value())) {
            throw Refusal.NO_SUCH_OBJECT.asException();
        }
    }

    private ServerResponse markRead(JsonNode json) {
        Param message = new Param("", json);
        Param typing = message.member("typing_indicator");
        if (typing.isThere() && !typing.only("type").member("type").text(20).equals("text")) {
            throw typing.member("type").value("must be text");
        }
        if (!sandbox.readByBusiness(message.member("message_id").text(512), typing.isThere())) {
            throw Refusal.invalid("message_id names no message of a customer.").asException();
        }
        return GraphGate.json(MetaJson.MAPPER.createObjectNode().put("success", true));
    }

    private ServerResponse send(JsonNode json) throws InterruptedException {
        Param message = new Param("", json);
        String recipient = recipient(message);
        String address = recipient.startsWith("+") ? recipient.substring(1) : recipient;
        String tag = message.member("biz_opaque_callback_data").optionalText(LONGEST_TAG);
        Outgoing outgoing = reading.read(json);
        requireAllowed(address, outgoing);
        Refusal tooFast = weather.has(Kind.LIMITS) ? pace.refusalFor(address) : null;
        if (tooFast != null) {
            throw tooFast.asException();
        }
        boolean early = weather.strikes(Kind.EARLY) != null;
        String wamid = sandbox.send(address, outgoing, tag, early ? 0 : 1);
        if (early) {
            weather.linger(BEFORE_THE_ANSWER);
        }
        return gate.answer(taken(recipient, address, wamid));
    }

    private static String recipient(Param message) {
        Param type = message.member("recipient_type");
        if (type.isThere() && !type.text(20).equals("individual")) {
            throw type.value("must be individual: the sandbox has no groups");
        }
        Param to = message.member("to");
        Param recipient = message.member("recipient");
        if (!to.isThere() && recipient.isThere()) {
            String userId = recipient.text(160);
            if (!USER_ID.matcher(userId).matches()) {
                throw Refusal.invalid("Parameter recipient is not a business-scoped user ID.")
                        .asException();
            }
            return userId;
        }
        String phone = to.text(40);
        if (!PHONE.matcher(phone).matches()) {
            throw Refusal.invalid("Parameter to is not a phone number.").asException();
        }
        return phone;
    }

    private void requireAllowed(String address, Outgoing outgoing) {
        Phone phone = phones.knownAs(address).orElse(null);
        if (phone != null && phone.manner().blocked()) {
            throw Refusal.BLOCKED_BY_BUSINESS.asException();
        }
        boolean byUserId = !PHONE.matcher(address).matches();
        if (byUserId && outgoing instanceof Outgoing.Message message && message.authentication()) {
            throw Refusal.PHONE_NEEDED.asException();
        }
        if (outgoing instanceof Outgoing.Reaction reaction) {
            requireReactable(phone, reaction);
        }
    }

    private static void requireReactable(@Nullable Phone phone, Outgoing.Reaction reaction) {
        long oldest = Instant.now().minus(CAN_BE_REACTED_TO_FOR).getEpochSecond();
        boolean isThere = phone != null
                && phone.bubble(reaction.to())
                        .filter(bubble ->
                                bubble.at() >= oldest && !bubble.marks().deleted())
                        .isPresent();
        if (!isThere) {
            throw Refusal.value("Param reaction['message_id'] names no message of the last 30 days.")
                    .asException();
        }
    }

    private ObjectNode taken(String input, String address, String wamid) {
        ObjectNode answer = MetaJson.MAPPER.createObjectNode().put("messaging_product", "whatsapp");
        ObjectNode contact = answer.putArray("contacts").addObject().put("input", input);
        if (PHONE.matcher(address).matches()) {
            contact.put("wa_id", address);
        }
        phones.knownAs(address)
                .ifPresent(phone -> contact.put("user_id", phone.customer().userId()));
        answer.putArray("messages").addObject().put("id", wamid).put("message_status", "accepted");
        return answer;
    }

    /** Only who wrote within a day can be blocked. */
    private ServerResponse block(ServerRequest request, boolean blocked) throws IOException {
        Param body = new Param("", body(request));
        ObjectNode answer = MetaJson.MAPPER.createObjectNode().put("messaging_product", "whatsapp");
        ObjectNode result = answer.putObject("block_users");
        ArrayNode done = result.putArray(blocked ? "added_users" : "removed_users");
        for (Param user : body.member("block_users").elements(1, 1_000)) {
            Param named = user.member("user").isThere() ? user.member("user") : user.member("user_id");
            String address = named.text(160).replaceFirst("^\\+", "");
            Phone phone = phones.knownAs(address).orElseThrow(() -> named.value("is nobody of the sandbox"));
            phones.change(
                    phone.customer().id(), before -> before.with(before.manner().blocked(blocked)));
            done.addObject()
                    .put("input", named.node().asString())
                    .put("wa_id", phone.customer().phone());
        }
        return GraphGate.json(answer);
    }
}
