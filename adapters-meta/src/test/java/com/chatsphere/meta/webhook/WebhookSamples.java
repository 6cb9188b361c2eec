package com.chatsphere.meta.webhook;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deliveries and numbers that the tests share. */
final class WebhookSamples {
    static final Secret APP_SECRET = new Secret("fixture-app-secret-not-real");
    static final Secret VERIFY_TOKEN = new Secret("fixture-verify-token-not-real");
    static final PhoneNumberId SUPPORT = new PhoneNumberId("200000000000001");
    static final PhoneNumberId SALES = new PhoneNumberId("200000000000002");
    static final PhoneNumberId BILLING = new PhoneNumberId("200000000000003");
    static final OurNumbers OURS =
            OurNumbers.of(List.of(instance(SUPPORT, null), instance(SALES, null), instance(BILLING, null)));

    private WebhookSamples() {}

    static Instance instance(PhoneNumberId number, @Nullable Secret appSecret) {
        return new Instance(number, "Line", null, null, null, appSecret, VERIFY_TOKEN);
    }

    static byte[] delivery(String name) {
        try (InputStream input = WebhookSamples.class.getResourceAsStream("/webhooks/" + name)) {
            return Objects.requireNonNull(input, name).readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> deliveries() {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(WebhookSamples.class.getResource("/webhooks"))
                        .toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".expect.json"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A delivery for the support line; {@code members} go beside its metadata. */
    static byte[] value(String members) {
        return change("messages", members);
    }

    static byte[] change(String field, String members) {
        return ("""
            {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"value":\
            {"messaging_product":"whatsapp","metadata":{"phone_number_id":"200000000000001"},%s},"field":"%s"}]}]}\
            """.formatted(members, field)).getBytes(StandardCharsets.UTF_8);
    }

    static String text(String wamid, String from, String body) {
        return """
            {"from":"%s","id":"%s","timestamp":"1794700800","type":"text","text":{"body":"%s"}}\
            """.formatted(from, wamid, body);
    }

    static String status(String wamid, String status) {
        return """
            {"id":"%s","status":"%s","timestamp":"1794700900","recipient_id":"15555550110"}\
            """.formatted(wamid, status);
    }
}
