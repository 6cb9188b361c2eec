package com.chatsphere.meta.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.Secret;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Whatever bytes a stranger, or Meta, delivers: they are read at once, without failing, and the same way every time. */
class WebhookFuzzTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Secret SECRET = WebhookSamples.APP_SECRET;

    @FuzzTest(maxDuration = "2m")
    void anyBodyBecomesItemsThatCanBeCounted(byte[] body) {
        long begun = System.nanoTime();
        List<WebhookItem> items = WebhookTranslator.translate(body, WebhookSamples.OURS);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);

        assertThat(items).isNotEmpty();
        assertThat(items)
                .extracting(WebhookItem::position)
                .isEqualTo(IntStream.range(0, items.size()).boxed().toList());
        assertThat(items).allSatisfy(item -> assertThat(item.kind()).isNotBlank());
        assertThat(WebhookTranslator.translate(body, WebhookSamples.OURS)).isEqualTo(items);
    }

    /** What follows is put where Meta puts a message, so that the search need not find the envelope first. */
    @FuzzTest(maxDuration = "2m")
    void anyMessageIsOneItem(byte[] message) {
        String written = new String(message, StandardCharsets.UTF_8);
        byte[] body = WebhookSamples.value("\"messages\":[" + written + "]");
        anyBodyBecomesItemsThatCanBeCounted(body);
    }

    @FuzzTest(maxDuration = "2m")
    void onlyTheSignatureItselfIsBelieved(byte[] header) {
        String written = new String(header, StandardCharsets.ISO_8859_1);
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String genuine = WebhookSignature.of(body, SECRET);
        boolean believed = WebhookSignature.parse(written)
                .map(signature -> signature.isBy(List.of(SECRET), body))
                .orElse(false);
        assertThat(believed).isEqualTo(written.equals(genuine));
    }
}
