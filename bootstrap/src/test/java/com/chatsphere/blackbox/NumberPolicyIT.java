package com.chatsphere.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.blackbox.Browser.Window;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an administrator chooses for a number, and what customers see of it. */
@Timeout(240)
class NumberPolicyIT {
    private static final String PHONE = "15555559601";

    private static StandInMeta meta;
    private static RunningApplication application;
    private static WebhookCannon cannon;
    private static Script script;
    private static Browser browser;

    @BeforeAll
    static void start() {
        meta = new StandInMeta();
        application = RunningApplication.withMeta(meta.address());
        cannon = WebhookCannon.at(application);
        script = Script.loggedIn(application);
        browser = new Browser(application.address());
        browser.logIn("admin", RunningApplication.PASSWORD);
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
    void customersAreShownThatTheyAreReadOnceTheNumberWantsIt() {
        assertThat(cannon.fire(Deliveries.text("wamid.first", PHONE, "hello"))).isEqualTo(200);
        String conversation =
                "/conversations/" + script.conversationWith(PHONE).path("id").asString();
        try (Window agent = browser.open();
                Window admin = browser.open()) {
            agent.show(conversation);
            Page page = admin.show("/admin/numbers").page();
            Locator policy = page.locator(".policy");
            policy.locator(".policy__summary").click();
            assertThat(policy.locator("[name=readReceipts]")).hasValue("NEVER");
            admin.assertAccessible();
            policy.locator("[name=readReceipts]").selectOption("ON_OPENING");
            policy.locator("[name=perSecond]").fill("20");
            policy.locator("button").click();
            assertThat(page.getByText("Saved.")).isVisible();
            assertThat(meta.shownAsRead())
                    .as("of what was opened while nobody wanted it")
                    .isEmpty();
            admin.assertNoComplaints();

            assertThat(cannon.fire(Deliveries.text("wamid.second", PHONE, "are you there?")))
                    .isEqualTo(200);
            agent.show(conversation);
            await().atMost(Script.SOON)
                    .untilAsserted(() -> assertThat(meta.shownAsRead()).contains("wamid.second"));
            agent.assertNoComplaints();

            page.reload();
            policy.locator(".policy__summary").click();
            assertThat(policy.locator("[name=readReceipts]")).hasValue("ON_OPENING");
            assertThat(policy.locator("[name=perSecond]")).hasValue("20");
            policy.locator("[name=readReceipts]").selectOption("NEVER");
            policy.locator("[name=typing]").check();
            policy.locator("button").click();
            assertThat(page.getByText("only together with read receipts")).isVisible();
        }
        assertThat(meta.shownAsRead()).isEqualTo(List.of("wamid.second"));
    }
}
