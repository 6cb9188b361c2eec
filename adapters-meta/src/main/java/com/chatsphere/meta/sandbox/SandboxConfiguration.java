package com.chatsphere.meta.sandbox;

import com.chatsphere.application.Secret;
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
    private static final long MOST_MEDIA_BYTES = 512L << 20;

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
    MediaShelf sandboxMediaShelf(SandboxSettings settings) {
        return new MediaShelf(settings.folder().resolve("media"), MOST_MEDIA_BYTES);
    }

    @Bean
    TemplateCatalogue sandboxTemplateCatalogue(SandboxSettings settings) {
        return new TemplateCatalogue(settings.folder().resolve("templates.json"));
    }

    @Bean
    SandboxWebhooks sandboxWebhooks(SandboxSettings settings) {
        Instance line = SandboxLine.in(settings.folder());
        return new SandboxWebhooks(
                settings::webhookAddress, Objects.requireNonNull(line.appSecret()), settings.weather());
    }

    @Bean
    Sandbox sandbox(
            SandboxSettings settings, Phones phones, SandboxWebhooks webhooks, Viewers viewers, MediaShelf shelf) {
        return new Sandbox(phones, webhooks, viewers, settings.weather(), shelf);
    }

    @Bean
    RouterFunction<ServerResponse> sandboxGraph(
            SandboxSettings settings, Sandbox sandbox, Phones phones, MediaShelf shelf, TemplateCatalogue catalogue) {
        Secret token = Objects.requireNonNull(SandboxLine.in(settings.folder()).token());
        GraphGate gate = new GraphGate(token, settings.weather());
        StandInMedia media = new StandInMedia(shelf, gate, token, settings.ownAddress());
        MessageReading reading = new MessageReading(shelf, catalogue);
        return new StandInGraph(sandbox, phones, gate, settings.weather(), reading)
                .routes()
                .and(media.routes())
                .and(new StandInObjects(catalogue, media, gate, settings.ownAddress()).routes());
    }

    @Bean
    RouterFunction<ServerResponse> sandboxPhone(
            SandboxSettings settings,
            Sandbox sandbox,
            Phones phones,
            Viewers viewers,
            MediaShelf shelf,
            TemplateCatalogue catalogue) {
        Handset handset = new Handset(sandbox, phones, shelf);
        Person person = new Person(sandbox, phones);
        return new PhonePage(sandbox, phones, viewers, settings.weather())
                .routes()
                .and(new PhoneKeys(sandbox, phones, handset, person, shelf).routes())
                .and(new ControlPanel(settings.weather(), catalogue, sandbox).routes());
    }
}
