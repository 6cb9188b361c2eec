package com.chatsphere.meta.sandbox;

import com.chatsphere.application.instance.Instance;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The sandbox's parts, for whoever wires the application to import when the sandbox is on.
 *
 * <p>It bears no annotation on purpose: scanning does not find it, so that its addresses do not exist unless it is imported.
 */
public class SandboxConfiguration {
    @Bean
    Phones sandboxPhones(SandboxSettings settings) {
        if (settings.realCredentials()) {
            throw new IllegalStateException("The sandbox does not start beside real credentials of Meta's.");
        }
        return new Phones(settings.folder().resolve("phones.json"));
    }

    @Bean
    Viewers sandboxViewers() {
        return new Viewers(System::nanoTime);
    }

    @Bean
    SandboxWebhooks sandboxWebhooks(SandboxSettings settings) {
        Instance line = SandboxLine.in(settings.folder());
        return new SandboxWebhooks(settings::webhookAddress, Objects.requireNonNull(line.appSecret()));
    }

    @Bean
    Sandbox sandbox(Phones phones, SandboxWebhooks webhooks, Viewers viewers) {
        return new Sandbox(phones, webhooks, viewers);
    }

    @Bean
    RouterFunction<ServerResponse> sandboxGraph(SandboxSettings settings, Sandbox sandbox, Phones phones) {
        Instance line = SandboxLine.in(settings.folder());
        return new StandInGraph(sandbox, phones, Objects.requireNonNull(line.token())).routes();
    }

    @Bean
    RouterFunction<ServerResponse> sandboxPhone(Sandbox sandbox, Phones phones, Viewers viewers) {
        return new PhonePage(sandbox, phones, viewers).routes();
    }
}
