package com.chatsphere.persistence.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstLinkTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://shop.example/a?b=c#d | https://shop.example/a?b=c#d",
                "HTTP://shop.example | HTTP://shop.example",
                "(https://shop.example/a). | https://shop.example/a",
                "https://en.example/Cat_(animal), yes | https://en.example/Cat_(animal)",
                "www.shop.example! | https://www.shop.example",
                "https://one.example https://two.example | https://one.example",
                "https://localhost and https://two.example | https://two.example",
                "https://user@evil.example https://two.example | https://two.example"
            })
    void isTheAddressOfAPage(String text, String link) {
        assertThat(FirstLink.in(text)).hasValue(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "javascript:alert(1)", "ftp://x.example", "mail@www.x.example", "https://", "www."})
    void isNothingElse(String text) {
        assertThat(FirstLink.in(text)).isEmpty();
    }

    @Test
    void isFoundQuicklyInAnything() {
        assertThat(FirstLink.in("https://".repeat(8_000))).isEmpty();
        assertThat(FirstLink.in("https://a.example/" + "x".repeat(60_000))).isEmpty();
        assertThat(FirstLink.in("www." + ")".repeat(60_000))).isEmpty();
    }
}
