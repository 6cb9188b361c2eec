package com.chatsphere.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://example.com/a?b=c#d | https://example.com/a?b=c#d",
                "(https://example.com/a) | https://example.com/a",
                "https://example.com/a_(b) | https://example.com/a_(b)",
                "Look: www.example.com. | https://www.example.com",
                "HTTP://EXAMPLE.COM! | HTTP://EXAMPLE.COM",
            })
    void linksAddressesWithoutThePunctuationAroundThem(String text, String address) {
        assertThat(WrittenText.of(text).parts())
                .extracting(WrittenText.Part::address)
                .filteredOn(found -> found != null)
                .containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://example.com",
                "mailto:a@b.example",
                "https://",
                "http://localhost",
                "xhttps://example.com",
                "https://exa mple"
            })
    void linksNothingElse(String text) {
        assertThat(WrittenText.of(text).parts()).allMatch(part -> part.address() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a https://example.com/x, b\nc", "plain", "  two  spaces ", "https://example.com."})
    void losesNothingOfTheText(String text) {
        assertThat(String.join(
                        "",
                        WrittenText.of(text).parts().stream()
                                .map(WrittenText.Part::text)
                                .toList()))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"😍", "👍🏽👍🏽👍🏽", "👩‍👩‍👧‍👦", "🇧🇷", "❤️", "1️⃣", "😀 😀"})
    void showsOneToThreeEmojiBig(String text) {
        assertThat(WrittenText.of(text).onlyEmoji()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "ok 👍", "😀😀😀😀", "#", " ", "©"})
    void showsEverythingElseAsText(String text) {
        assertThat(WrittenText.of(text).onlyEmoji()).isFalse();
    }

    @Test
    void showsWhatCannotBeShownAsTheReplacementCharacter() {
        assertThat(WrittenText.of("a\0b").parts()).containsExactly(new WrittenText.Part("a\uFFFDb", null));
    }
}
