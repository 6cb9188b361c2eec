package com.chatsphere.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.web.webhook.VisibleText.Part;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyViewTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0000, 0x0007, 0x000D, 0x001B, 0x00A0, 0x00AD, 0x034F, 0x061C, 0x115F, 0x200B, 0x200E, 0x202E, 0x2028,
                0x2066, 0x2800, 0x3164, 0xD800, 0xFEFF, 0xE000, 0xE0041
            })
    void whatCannotBeSeenStandsAsItsCode(int character) {
        VisibleText text = VisibleText.of("a" + new String(Character.toChars(character)) + "b");
        assertThat(text.parts())
                .containsExactly(
                        new Part("a", false), new Part("U+%04X".formatted(character), true), new Part("b", false));
    }

    @Test
    void whatCanBeSeenStaysAsItIs() {
        String text = "{\n\t\"body\": \"<b>مرحبا</b> é 😀 漢字\"}";
        assertThat(VisibleText.of(text).parts()).containsExactly(new Part(text, false));
    }

    @Test
    void aBodyIsShownIndentedAndAsItCame() {
        BodyView view = BodyView.of("{\"a\":[1,2]}".getBytes(StandardCharsets.UTF_8));
        assertThat(plain(Objects.requireNonNull(view.pretty()))).contains("\n  \"a\" : [ 1, 2 ]");
        assertThat(plain(view.raw())).isEqualTo("{\"a\":[1,2]}");
        assertThat(view.cut()).isFalse();
    }

    @Test
    void whatIsNoJsonOrVeryLongIsShownAsFarAsItGoes() {
        assertThat(BodyView.of("{no".getBytes(StandardCharsets.UTF_8)).pretty()).isNull();
        BodyView longOne = BodyView.of("x".repeat(300_000).getBytes(StandardCharsets.UTF_8));
        assertThat(longOne.cut()).isTrue();
        assertThat(plain(longOne.raw())).hasSize(200_000);
        assertThat(longOne.bytes()).isEqualTo(300_000);
    }

    private static String plain(VisibleText text) {
        return text.parts().stream().map(Part::text).collect(Collectors.joining());
    }
}
