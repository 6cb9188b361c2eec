package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Without an app secret nothing can be believed, so nothing is. */
@Timeout(180)
class NoSecretIT {
    @Test
    void everyDeliveryIsRefusedUntilThereIsASecret() {
        Map<String, String> settings = Map.of(
                "META_TOKEN", "token-of-the-tests",
                "META_PHONE_NUMBER_ID", Deliveries.NUMBER,
                "ADMIN_PASSWORD", RunningApplication.PASSWORD);
        try (RunningApplication application =
                        RunningApplication.launch(Workplace.folder(), settings).awaitReady();
                WebhookCannon cannon = WebhookCannon.at(application);
                Script script = Script.loggedIn(application)) {
            assertThat(application.log()).contains("META_APP_SECRET: is missing");
            assertThat(cannon.fire(Deliveries.text("wamid.early", "15555550001", "hello")))
                    .isEqualTo(503);
            Script.Answer health = script.get("/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.body().path("problem").asString()).contains("secret");
            assertThat(script.settledLedger().path("received").asLong()).isZero();
        }
    }
}
