package com.chatsphere.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.blackbox.Browser.Window;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Templates of Meta's, from its list to the customer's phone, and what Meta tells about them meanwhile. */
@Timeout(300)
class TemplatesIT {
    private static final String ORDER = """
        {"id":"1689000000000060001","name":"order_ready","language":"en_US","status":"APPROVED","category":"UTILITY",
         "parameter_format":"NAMED","quality_score":{"score":"GREEN"},"components":[
          {"type":"HEADER","format":"TEXT","text":"For {{who}}","example":{"header_text_named_params":[{"param_name":"who","example":"you"}]}},
          {"type":"BODY","text":"Hello *{{first_name}}*, your order {{order_no}} is ready.","example":{"body_text_named_params":[
            {"param_name":"first_name","example":"Ada"},{"param_name":"order_no","example":"A-1001"}]}},
          {"type":"FOOTER","text":"Fixture Shop"},
          {"type":"BUTTONS","buttons":[{"type":"URL","text":"Track","url":"https://shop.example.invalid/t/{{1}}"},
            {"type":"QUICK_REPLY","text":"Stop"}]}]}\
        """;
    private static final String PLAIN = """
        {"id":"%d","name":"%s","language":"en","status":"APPROVED","category":"UTILITY",
         "components":[{"type":"BODY","text":"News of %s"}]}\
        """;

    private static StandInMeta meta;
    private static RunningApplication application;
    private static WebhookCannon cannon;
    private static Script script;
    private static Browser browser;

    @BeforeAll
    static void start() {
        meta = new StandInMeta();
        meta.have(ORDER);
        for (int number = 1; number <= 3; number++) {
            meta.have(PLAIN.formatted(number, "plain_" + number, "day " + number));
        }
        application = RunningApplication.withMeta(meta.address());
        cannon = WebhookCannon.at(application);
        script = Script.loggedIn(application);
        browser = new Browser(application.address());
        browser.logIn("admin", RunningApplication.PASSWORD);
        await().atMost(Script.SOON)
                .untilAsserted(() -> assertThat(names("/api/templates")).contains("order_ready", "plain_3"));
    }

    @AfterAll
    static void stop() {
        browser.close();
        script.close();
        cannon.close();
        application.close();
        meta.close();
    }

    @Test
    void anAgentSendsOneWhenTheWindowIsClosed() {
        String conversation = closedConversationWith("15555554001");
        try (Window agent = browser.open()) {
            Page page = agent.show("/conversations/" + conversation).page();
            Locator closed = page.locator("[data-closed]");
            assertThat(closed).isVisible();
            assertThat(page.locator("#composer-text")).isHidden();
            closed.locator("[data-choose-template]").click();
            page.locator("[name=q]").fill("order");
            Locator pick = page.locator("[data-pick]");
            assertThat(pick).hasCount(1);
            agent.assertAccessible();
            pick.click();
            Locator preview = page.locator("form[data-fill] [data-preview]");
            assertThat(preview).containsText("Hello {{first_name}}, your order {{order_no}} is ready.");
            page.locator("[data-fills='body.first_name']").fill("Ada");
            assertThat(preview).containsText("Hello Ada, your order {{order_no}} is ready.");
            agent.assertAccessible();

            page.locator("form[data-fill] [data-send]").click();
            assertThat(page.locator("form[data-fill] [data-error]")).hasText("Header {{who}} is not filled in.");
            page.locator("[data-fills='header.who']").fill("Ada Fictional");
            page.locator("[data-fills='body.order_no']").fill("A-1001");
            page.locator("[data-fills='buttons.0']").fill("A-1001?lang=en");
            assertThat(meta.takenTemplates("order_ready")).isEmpty();
            page.locator("form[data-fill] [data-send]").dblclick();

            Locator bubble = page.locator(".messages .message--ours");
            assertThat(bubble).hasCount(1);
            assertThat(page.locator(".messages .message--ours:not(.message--pending)"))
                    .hasCount(1);
            assertThat(bubble.locator(".wa-title")).hasText("For Ada Fictional");
            assertThat(bubble.locator(".wa-body")).hasText("Hello Ada, your order A-1001 is ready.");
            assertThat(bubble.locator(".wa-bold")).hasText("Ada");
            assertThat(bubble.locator(".wa-footer")).hasText("Fixture Shop");
            assertThat(bubble.locator("a.wa-tap"))
                    .hasAttribute("href", "https://shop.example.invalid/t/A-1001?lang=en");
            assertThat(bubble.locator(".wa-tap")).hasCount(2);
            assertThat(bubble.locator(".tick--sent")).hasCount(1);
            agent.assertAccessible();

            closed.locator("[data-choose-template]").click();
            assertThat(page.locator("[data-pick]").first()).containsText("order_ready");
            page.locator("[data-pick]").first().click();
            assertThat(page.locator("[data-fills='body.order_no']")).hasValue("A-1001");
            agent.assertNoComplaints();
        }
        await().atMost(Script.SOON)
                .untilAsserted(
                        () -> assertThat(meta.takenTemplates("order_ready")).hasSize(1));
        assertThat(meta.takenTemplates("order_ready").getFirst().path("components"))
                .isEqualTo(JsonMapper.shared().readTree("""
                    [{"type":"header","parameters":[{"type":"text","parameter_name":"who","text":"Ada Fictional"}]},
                     {"type":"body","parameters":[{"type":"text","parameter_name":"first_name","text":"Ada"},
                                                  {"type":"text","parameter_name":"order_no","text":"A-1001"}]},
                     {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"A-1001?lang=en"}]}]\
                    """));
        JsonNode message = script.messagesOf(conversation).getLast();
        assertThat(message.path("type").asString()).isEqualTo("template");
        assertThat(message.path("body").asString()).isEqualTo("Hello *Ada*, your order A-1001 is ready.");
        assertThat(message.path("details")
                        .path("components")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("For Ada Fictional");
    }

    @Test
    void whatIsTypedSurvivesAFailure() {
        String conversation = closedConversationWith("15555554002");
        try (Window agent = browser.open(390, 844, ColorScheme.DARK)) {
            Page page = agent.show("/conversations/" + conversation).page();
            page.locator("[data-closed] [data-choose-template]").click();
            page.locator("[data-pick]:has-text('order_ready')").click();
            for (String field : List.of("header.who", "body.first_name", "body.order_no", "buttons.0")) {
                page.locator("[data-fills='%s']".formatted(field)).fill("value of " + field);
            }
            agent.loseNetwork();
            page.locator("form[data-fill] [data-send]").click();
            assertThat(page.locator("form[data-fill] [data-error]")).hasText("There is no connection to the server.");
            assertThat(page.locator("[data-fills='body.order_no']")).hasValue("value of body.order_no");
            agent.findNetwork();
            page.locator("form[data-fill] [data-send]").click();
            assertThat(page.locator(".messages .message--ours:not(.message--pending)"))
                    .hasCount(1);
            agent.photograph("template-dark-narrow");
            agent.assertNoComplaints();
        }
    }

    @Test
    void whatMetaTellsHoldsAtOnce() {
        meta.have(PLAIN.formatted(77, "told_of", "told"));
        sync();
        assertThat(names("/api/templates")).contains("told_of");
        tell("""
            {"event":"PAUSED","message_template_id":77,"message_template_name":"told_of","message_template_language":"en",
             "reason":"NONE","other_info":{"title":"FIRST_PAUSE","description":"Paused for 3 hours."}}\
            """);
        await().atMost(Script.SOON)
                .untilAsserted(() -> assertThat(names("/api/templates")).doesNotContain("told_of"));
        JsonNode told = template("told_of");
        assertThat(told.path("status").asString()).isEqualTo("PAUSED");
        assertThat(told.path("obstacle").asString())
                .isEqualTo("Meta has paused it because of its quality. Paused for 3 hours.");
        String conversation = closedConversationWith("15555554003");
        Script.Answer refused = script.post(
                "/api/message/send",
                Map.of("conversationId", conversation, "template", Map.of("name", "told_of", "language", "en")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("code").asString()).isEqualTo("template_not_sendable");
        try (Window agent = browser.open()) {
            Page page = agent.show("/conversations/" + conversation).page();
            page.locator("[data-closed] [data-choose-template]").click();
            Locator paused = page.locator("[data-pick]:has-text('told_of')");
            assertThat(paused).hasAttribute("data-unusable", "true");
            assertThat(paused).containsText("Meta has paused it because of its quality.");
            paused.click();
            assertThat(page.locator("form[data-fill] [data-send]")).isDisabled();
            agent.assertNoComplaints();
        }
    }

    @Test
    void whatMetaTellsOfAnUnknownOneBringsItHere() {
        meta.have(PLAIN.formatted(78, "approved_elsewhere", "elsewhere"));
        tell("""
            {"event":"APPROVED","message_template_id":78,"message_template_name":"approved_elsewhere",
             "message_template_language":"en","reason":"NONE"}\
            """);
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(names("/api/templates")).contains("approved_elsewhere"));
    }

    @Test
    void whatIsGoneOrRemovedAndImportedAgainIsListedSo() {
        meta.have(PLAIN.formatted(79, "to_be_lost", "loss"));
        meta.have(PLAIN.formatted(80, "to_be_removed", "removal"));
        sync();
        meta.loseTemplate("to_be_lost");
        assertThat(sync().path("gone").asInt()).isEqualTo(1);
        assertThat(template("to_be_lost").path("obstacle").asString()).isEqualTo("Meta does not have it.");

        String id = template("to_be_removed").path("id").asString();
        assertThat(script.ask("DELETE", "/api/admin/templates/" + id, "").status())
                .isEqualTo(200);
        assertThat(names("/api/admin/templates/remote")).contains("to_be_removed");
        sync();
        assertThat(names("/api/admin/templates")).doesNotContain("to_be_removed");
        assertThat(script.post("/api/admin/templates/import", Map.of("name", "to_be_removed"))
                        .status())
                .isEqualTo(200);
        assertThat(names("/api/admin/templates/remote")).doesNotContain("to_be_removed");
        assertThat(names("/api/templates")).contains("to_be_removed");
    }

    @Test
    void anAdministratorSynchronisesAndAddsByHand() {
        try (Window admin = browser.open()) {
            Page page = admin.show("/admin/templates").page();
            assertThat(page.locator(".tline__name").getByText("order_ready")).isVisible();
            admin.assertAccessible();
            meta.refuseToken(true);
            page.locator("form[action='/admin/templates/sync'] button").click();
            assertThat(page.locator(".synced [role=alert]")).containsText("access token has expired");
            assertThat(page.locator(".tline__name").getByText("order_ready")).isVisible();
            meta.refuseToken(false);
            page.locator("form[action='/admin/templates/sync'] button").click();
            assertThat(page.locator(".synced [role=alert]")).hasCount(0);
            assertThat(page.locator(".synced")).containsText("added");

            admin.assertNoComplaints();

            page.locator("[data-opens=add-template]").click();
            page.locator("#add-template [name=name]").fill("by_hand");
            page.locator("#add-template [name=body]").fill("Bonjour {{1}}, merci!");
            page.locator("#add-template [name=buttons]").fill("Voir | nowhere");
            page.locator("#add-template .button--primary").click();
            assertThat(page.locator("#add-template [data-error]")).containsText("neither an address");
            assertThat(page.locator("#add-template [name=body]")).hasValue("Bonjour {{1}}, merci!");
            page.locator("#add-template [name=buttons]").fill("Voir | https://shop.example.invalid/{{1}}\nMerci");
            page.locator("#add-template .button--primary").click();
            assertThat(page.locator("#template-name")).hasText("by_hand");
            assertThat(page.locator(".about__stage .bubble")).containsText("Bonjour {{1}}, merci!");
            admin.assertAccessible();
            page.locator("form[action$='/removal'] button").click();
            assertThat(page.locator(".tline__name").getByText("by_hand")).hasCount(0);
        } finally {
            meta.refuseToken(false);
        }
    }

    private static JsonNode sync() {
        Script.Answer answer = script.ask("POST", "/api/admin/templates/sync", "");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> names(String path) {
        return script.get(path)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("name").asString())
                .toList();
    }

    private static JsonNode template(String name) {
        return script.get("/api/admin/templates")
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A conversation in which the customer last wrote more than a day ago. */
    private static String closedConversationWith(String phone) {
        ObjectNode message = Deliveries.message("wamid.long-ago-" + phone, phone, "Hello");
        message.put(
                "timestamp",
                String.valueOf(Instant.now().minus(Duration.ofHours(30)).getEpochSecond()));
        assertThat(cannon.fire(Deliveries.forNumber(Deliveries.NUMBER, message)))
                .isEqualTo(200);
        return script.conversationWith(phone).path("id").asString();
    }

    private static void tell(String value) {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("object", "whatsapp_business_account");
        ObjectNode entry = root.putArray("entry")
                .addObject()
                .put("id", Deliveries.ACCOUNT)
                .put("time", Instant.now().getEpochSecond() + 1);
        ObjectNode change = entry.putArray("changes").addObject().put("field", "message_template_status_update");
        change.set("value", JsonMapper.shared().readTree(value));
        assertThat(cannon.fire(root.toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(200);
    }
}
