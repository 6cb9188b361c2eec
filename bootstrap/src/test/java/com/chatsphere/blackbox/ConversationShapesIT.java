package com.chatsphere.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.blackbox.Browser.Window;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever customers send is seen for what it is, and stays in its place whatever becomes of it. */
@Timeout(240)
class ConversationShapesIT {
    @RegisterExtension
    static final Installation INSTALLED = new Installation();

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MANY = 320;

    /** What is wider than the bubble it is in, or than the screen. */
    private static final String TOO_WIDE = """
        () => [document.documentElement, ...document.querySelectorAll('.bubble, .announcement')]
          .filter(element => element.scrollWidth > element.clientWidth + 1 || element.getBoundingClientRect().right > innerWidth)
          .map(element => element.innerText.slice(0, 60))
        """;

    private static final String TOP_OF_FIRST_IN_VIEW = """
        () => {
          const view = document.querySelector('[data-scroller]').getBoundingClientRect()
          window.watched ??= [...document.querySelectorAll('.messages > .message')]
            .find(message => message.getBoundingClientRect().top > view.top + 200)
          return Math.round(window.watched.getBoundingClientRect().top)
        }
        """;

    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = new Browser(INSTALLED.application().address());
        browser.logIn("admin", RunningApplication.PASSWORD);
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyKindOfMessageIsShownAsWhatItIs(ColorScheme colours) {
        String customer = colours == ColorScheme.LIGHT ? "15555553001" : "15555553002";
        String address = "/conversations/" + INSTALLED.conversationWith(customer);
        List<ObjectNode> shapes = shapes(customer);
        shapes.forEach(shape -> INSTALLED.deliver(Deliveries.together(List.of(shape))));
        INSTALLED.script().messagesWith(customer, shapes.size() + 1);
        String look = colours.name().toLowerCase(Locale.ROOT);
        try (Window agent = browser.open(1440, 900, colours)) {
            agent.show(address);
            Locator thread = agent.page().locator(".messages");
            assertThat(thread.locator("> .message")).hasCount(shapes.size() + 1);
            for (String words : List.of(
                    "Kettles, half price",
                    "Asks about a product",
                    "Forwarded many times",
                    "form.pdf",
                    "52.52001° N, 13.40495° E",
                    "Eve Example",
                    "Tapped a button",
                    "Chose from a list",
                    "Tapped a template's button",
                    "Pick a day",
                    "Calls allowed",
                    "USD 67.99",
                    "opened this chat for the first time",
                    "Poll",
                    "Unsupported message: hologram",
                    "Only characters that cannot be seen")) {
                assertThat(thread).containsText(words);
            }
            assertThat(thread).not().containsText("secret-token");
            assertThat(thread.locator(":is(script, iframe, img:not([data-file]))"))
                    .hasCount(0);
            assertThat(thread.locator("a[href]:not([href^='#'], [data-file])").all())
                    .allSatisfy(link -> {
                        assertThat(link.getAttribute("href")).matches("https?://.*");
                        assertThat(link.getAttribute("rel"))
                                .contains("noopener")
                                .contains("noreferrer");
                        assertThat(link.getAttribute("target")).isEqualTo("_blank");
                    });
            thread.getByText("What WhatsApp delivered").first().click();
            assertThat(thread.locator(".untold__json").first()).containsText("<b>raw</b>");
            agent.assertAccessible();
            agent.photograph("shapes-wide-" + look);

            thread.locator("[data-phone='+15555550120']").click();
            assertThat(agent.page().locator("#new-conversation [name=phone]")).hasValue("+15555550120");
            agent.assertNoComplaints();
        }
        try (Window agent = browser.open(390, 844, colours)) {
            agent.show(address);
            assertThat(agent.page().locator(".messages > .message")).hasCount(shapes.size() + 1);
            assertThat((List<?>) agent.page().evaluate(TOO_WIDE)).isEmpty();
            agent.photograph("shapes-narrow-" + look);
            agent.assertNoComplaints();
        }
    }

    @Test
    void whatBecomesOfAMessageIsSeenAtOnceAndInItsPlace() {
        String customer = "15555553003";
        String address = "/conversations/" + INSTALLED.conversationWith(customer);
        for (int message = 0; message < 40; message++) {
            deliver(customer, "text", "wamid.live-" + message, "{\"body\":\"Line " + message + "\"}");
        }
        INSTALLED.script().messagesWith(customer, 41);
        try (Window agent = browser.open()) {
            agent.show(address);
            assertThat(bubble(agent, "Line 39")).isVisible();
            agent.page().evaluate("document.querySelector('[data-scroller]').scrollTop = -600");
            await().atMost(Script.SOON).until(() ->
                    (boolean) agent.page().evaluate("document.querySelector('[data-scroller]').scrollTop < -500"));
            Object before = agent.page().evaluate(TOP_OF_FIRST_IN_VIEW);

            deliver(customer, "reaction", "wamid.live-r", "{\"message_id\":\"wamid.live-39\",\"emoji\":\"🎉\"}");
            deliver(
                    customer,
                    "edit",
                    "wamid.live-e",
                    "{\"original_message_id\":\"wamid.live-38\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"Line,"
                        + " corrected\"}}}");
            deliver(customer, "revoke", "wamid.live-v", "{\"original_message_id\":\"wamid.live-37\"}");
            Locator chip = agent.page().locator(".reactions");
            assertThat(chip).hasText("🎉");
            assertThat(bubble(agent, "Line, corrected").locator(".meta__edited"))
                    .hasText("Edited");
            assertThat(agent.page().locator(".bubble__revoked")).hasText("This message was deleted");
            assertThat(bubble(agent, "Line 37")).hasCount(0);
            assertThat(agent.page().evaluate(TOP_OF_FIRST_IN_VIEW)).isEqualTo(before);

            chip.focus();
            awaitScrolled(agent);
            agent.page().keyboard().press("Enter");
            Locator open = agent.page().locator(".popover:popover-open");
            assertThat(open).containsText("Customer " + customer);
            assertThat(open).containsText("🎉");
            agent.assertAccessible();
            deliver(customer, "reaction", "wamid.live-r2", "{\"message_id\":\"wamid.live-39\",\"emoji\":\"👍\"}");
            assertThat(open.locator(".popover__emoji")).hasText("👍");
            agent.page().keyboard().press("Escape");
            assertThat(open).hasCount(0);
            assertThat(chip).isFocused();

            agent.page().locator(".meta__edited").click();
            assertThat(open.locator(".popover__text")).hasText("Line 38");
            agent.page().keyboard().press("Escape");

            deliver(customer, "reaction", "wamid.live-r3", "{\"message_id\":\"wamid.live-39\"}");
            assertThat(chip).hasCount(0);
            deliver(customer, "revoke", "wamid.live-v2", "{\"original_message_id\":\"wamid.live-39\"}");
            assertThat(agent.page().locator(".row__link[aria-current=page] .row__words"))
                    .hasText("This message was deleted");
            agent.assertNoComplaints();
        }
    }

    @Test
    void aQuoteLeadsToItsOriginalHoweverFarUpAndBackAgain() {
        String customer = "15555553004";
        String address = "/conversations/" + INSTALLED.conversationWith(customer);
        List<ObjectNode> many = new ArrayList<>();
        for (int message = 0; message < MANY; message++) {
            ObjectNode text = Deliveries.message("wamid.far-" + message, customer, "Number " + message + ".");
            many.add(text.put("timestamp", String.valueOf(Instant.now().getEpochSecond() - 5_000 + message * 10L)));
        }
        INSTALLED.deliver(Deliveries.together(many));
        ObjectNode reply = Deliveries.message("wamid.far-reply", customer, "About the beginning");
        reply.putObject("context").put("from", "15555550100").put("id", "wamid.far-7");
        INSTALLED.deliver(Deliveries.together(List.of(reply)));
        INSTALLED.script().messagesWith(customer, MANY + 2);
        try (Window agent = browser.open()) {
            agent.show(address);
            Locator quote = agent.page().locator("a.quote");
            assertThat(quote).containsText("Customer " + customer);
            assertThat(quote).containsText("Number 7.");
            assertThat(bubble(agent, "Number 7.")).hasCount(0);

            quote.click();
            assertThat(bubble(agent, "Number 7.")).hasClass(Pattern.compile("message--found"));
            assertThat(bubble(agent, "Number 7.")).isInViewport();
            assertThat(bubble(agent, "About the beginning")).hasCount(0);
            Locator jump = agent.page().locator("[data-jump]");
            assertThat(jump).isVisible();

            deliver(customer, "text", "wamid.far-new", "{\"body\":\"Written meanwhile\"}");
            assertThat(jump).containsText("1 new message");
            assertThat(bubble(agent, "Written meanwhile")).hasCount(0);
            assertThat(bubble(agent, "Number 7.")).isInViewport();

            jump.click();
            assertThat(bubble(agent, "Written meanwhile")).isInViewport();
            assertThat(jump).isHidden();

            quote.click();
            assertThat(bubble(agent, "Number 7.")).isInViewport();
            await().atMost(Script.SOON).until(() -> {
                agent.page().evaluate("document.querySelector('.newer')?.scrollIntoView()");
                return agent.page().locator(".newer").count() == 0;
            });
            List<?> order = (List<?>) agent.page()
                    .evaluate("[...document.querySelectorAll('.messages > .message')].map(one => one.dataset.sort)");
            assertThat(order.stream().map(String::valueOf))
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(bubble(agent, "Written meanwhile")).hasCount(1);

            quote.click();
            agent.page().fill("#composer-text", "My answer");
            agent.page().keyboard().press("Enter");
            assertThat(bubble(agent, "My answer")).isInViewport();
            agent.assertNoComplaints();
        }
    }

    @Test
    void whoOfAGroupHasReadItIsToldByItsTicks() {
        String echo = """
            {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"field":"smb_message_echoes",\
            "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15555550100","phone_number_id":"%s"},\
            "message_echoes":[{"from":"15555550100","to":"GROUP7","group_id":"GROUP7","id":"wamid.to-group","timestamp":"%d",\
            "type":"text","text":{"body":"Hello all"}}]}}]}]}\
            """.formatted(Deliveries.NUMBER, Instant.now().getEpochSecond());
        INSTALLED.deliver(echo.getBytes(StandardCharsets.UTF_8));
        ObjectNode word = Deliveries.message("wamid.from-group", "15555553005", "Hello back")
                .put("group_id", "GROUP7");
        INSTALLED.deliver(Deliveries.together(List.of(word)));
        String read = """
            {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"field":"messages",\
            "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15555550100","phone_number_id":"%s"},\
            "contacts":[{"profile":{"name":"Customer 15555553005"},"wa_id":"15555553005"}],\
            "statuses":[{"id":"wamid.to-group","status":"read","timestamp":"%d","recipient_id":"GROUP7","recipient_type":"group",\
            "recipient_participant_id":"15555553005"}]}}]}]}\
            """.formatted(Deliveries.NUMBER, Instant.now().getEpochSecond());
        INSTALLED.deliver(read.getBytes(StandardCharsets.UTF_8));
        try (Window agent = browser.open(390, 844, ColorScheme.LIGHT)) {
            agent.show("/");
            agent.page()
                    .locator(".row__link")
                    .filter(new Locator.FilterOptions().setHasText("GROUP7"))
                    .click();
            assertThat(agent.page().locator(".message--theirs .bubble__sender")).hasText("Customer 15555553005");
            assertThat(agent.page().locator(".came")).hasText("Sent from the WhatsApp Business app");
            agent.page().locator(".meta__ticks").click();
            Locator open = agent.page().locator(".popover:popover-open");
            assertThat(open).containsText("Read by");
            assertThat(open).containsText("15555553005");
            assertThat(open).isInViewport();
            agent.assertNoComplaints();
        }
    }

    private static void deliver(String customer, String type, String wamid, String body) {
        INSTALLED.deliver(Deliveries.together(List.of(shape(customer, type, wamid, body))));
    }

    private static ObjectNode shape(String customer, String type, String wamid, String body) {
        ObjectNode message = Deliveries.message(wamid, customer, "");
        message.remove("text");
        return message.put("type", type).set(type, JSON.readTree(body));
    }

    /** What has the focus is scrolled to, which is told with the next picture, and closes what is open. */
    private static void awaitScrolled(Window agent) {
        agent.page()
                .evaluate(
                        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
    }

    private static Locator bubble(Window agent, String words) {
        return agent.page()
                .locator(".messages > .message")
                .filter(new Locator.FilterOptions()
                        .setHas(agent.page()
                                .locator(".bubble__text")
                                .getByText(words, new Locator.GetByTextOptions().setExact(true))));
    }

    private static List<ObjectNode> shapes(String customer) {
        List<ObjectNode> shapes = new ArrayList<>();
        String ids = "wamid.shape-" + customer + "-";
        ObjectNode advertised = Deliveries.message(ids + "ad", customer, "Do you have it in blue?");
        advertised.set("referral", JSON.readTree("""
            {"source_url":"https://ads.example.com/1","source_type":"ad","source_id":"1","headline":"Kettles, half price",
             "body":"This week","media_type":"image","image_url":"https://img.example.com/1.jpg","ctwa_clid":"c"}\
            """));
        shapes.add(advertised);
        ObjectNode asking = Deliveries.message(ids + "product", customer, "And this one?");
        asking.putObject("context")
                .put("frequently_forwarded", true)
                .putObject("referred_product")
                .put("catalog_id", "1")
                .put("product_retailer_id", "SKU-1");
        shapes.add(asking);
        String[][] others = {
            {"image", "{\"id\":\"1\",\"mime_type\":\"image/jpeg\",\"caption\":\"Look <b>here</b>\"}"},
            {"video", "{\"id\":\"2\",\"mime_type\":\"video/mp4\"}"},
            {"audio", "{\"id\":\"3\",\"mime_type\":\"audio/ogg\",\"voice\":true}"},
            {"sticker", "{\"id\":\"4\",\"mime_type\":\"image/webp\",\"animated\":true}"},
            {"document", "{\"id\":\"5\",\"mime_type\":\"application/pdf\",\"filename\":\"../../etc/\\u202Eform.pdf\"}"},
            {"document", "{\"id\":\"6\",\"filename\":\"" + "endless".repeat(40) + ".pdf\"}"},
            {
                "location",
                "{\"latitude\":52.520008,\"longitude\":13.404954,\"name\":\"Tower\",\"url\":\"javascript:alert(1)\"}"
            },
            {"contacts", """
                [{"name":{"formatted_name":"Eve Example"},"phones":[{"phone":"+1 555 555 0120","wa_id":"15555550120"},
                 {"phone":"ext. 12"}],"emails":[{"email":"eve@example.com"}],"urls":[{"url":"javascript:alert(1)"}]}]\
                """},
            {"interactive", "{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"y\",\"title\":\"Yes\"}}"},
            {
                "interactive",
                "{\"type\":\"list_reply\",\"list_reply\":{\"id\":\"x\",\"title\":\"Express\",\"description\":\"Next"
                        + " day\"}}"
            },
            {"interactive", """
                {"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent",
                 "response_json":"{\\"flow_token\\":\\"secret-token\\",\\"Pick_a_day\\":\\"Monday\\"}"}}\
                """},
            {"interactive", """
                {"type":"call_permission_reply","call_permission_reply":{"response":"accept","is_permanent":true}}\
                """},
            {"button", "{\"payload\":\"p\",\"text\":\"Stop promotions\"}"},
            {"order", """
                {"catalog_id":"1","text":"Gift-wrap it","product_items":[
                 {"product_retailer_id":"A","quantity":2,"item_price":30,"currency":"USD"},
                 {"product_retailer_id":"B","quantity":1,"item_price":7.99,"currency":"USD"}]}\
                """},
            {"request_welcome", "{}"},
            {"system", "{\"type\":\"customer_identity_changed\",\"body\":\"User identity changed\"}"},
            {"hologram", "{\"x\":\"<b>raw</b>\"}"},
            {"text", "{\"body\":\"\\u200b\\u2060\"}"},
            {"text", "{\"body\":\"a\\u202eb\\u0000c\\ud83dd\"}"},
            {"text", "{\"body\":\"" + "wide".repeat(300) + "\"}"},
            {"text", "{\"body\":\"" + "A long story. ".repeat(4_600) + "\"}"},
        };
        for (int index = 0; index < others.length; index++) {
            shapes.add(shape(customer, others[index][0], ids + index, others[index][1]));
        }
        ObjectNode poll = shape(customer, "unsupported", ids + "poll", "{\"type\":\"poll_creation\"}");
        poll.putArray("errors").addObject().put("code", 131_051).put("title", "Message type unknown");
        shapes.add(poll);
        return shapes;
    }
}
