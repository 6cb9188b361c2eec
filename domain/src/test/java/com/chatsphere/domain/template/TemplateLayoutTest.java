package com.chatsphere.domain.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplateLayoutTest {
    private static final Button TRACK =
            new Button(ButtonKind.URL, words("Track"), words("https://track.example.invalid/{{1}}"));

    @Test
    void isFilledInWhereItsPlaceholdersStand() {
        FilledTemplate filled = layout(new Header.Text(words("Order {{no}}")), "Hello {{name}}, {{no}} {{name}}", TRACK)
                .filledWith(new TemplateValues(
                        Map.of("no", words("A-1")),
                        null,
                        Map.of("name", words("Ada $1"), "no", words("A-1")),
                        Map.of(0, words("A-1")),
                        List.of(),
                        null));

        assertThat(filled.header()).isEqualTo(new MessageHeader.Text(words("Order A-1")));
        assertThat(filled.body().value()).isEqualTo("Hello Ada $1, A-1 Ada $1");
        assertThat(filled.buttons().getFirst().target()).isEqualTo(words("https://track.example.invalid/A-1"));
    }

    @Test
    void namesThePlaceholderThatIsBlank() {
        assertThatThrownBy(() ->
                        layout(null, "Hello {{1}} {{2}}").require(body(Map.of("1", words("Ada"), "2", words(" ")))))
                .isInstanceOf(TemplateRejection.ValueMissing.class)
                .hasMessageContaining("{{2}}")
                .hasMessageContaining("body");
    }

    @Test
    void refusesValuesItHasNoPlaceFor() {
        assertThatThrownBy(() ->
                        layout(null, "Hello {{1}}").require(body(Map.of("1", words("Ada"), "2", words("too many")))))
                .isInstanceOf(TemplateRejection.NoSuchPlaceholder.class)
                .hasMessageContaining("2");
        assertThatThrownBy(() -> layout(null, "Hello")
                        .require(new TemplateValues(Map.of(), null, Map.of(), Map.of(0, words("x")), List.of(), null)))
                .isInstanceOf(TemplateRejection.NoSuchPlaceholder.class);
    }

    @Test
    void needsTheFileOfItsHeader() {
        TemplateLayout withPicture = layout(new Header.File(MediaKind.IMAGE), "Hello");
        assertThatThrownBy(() -> withPicture.require(TemplateValues.NONE))
                .isInstanceOf(TemplateRejection.ValueMissing.class)
                .hasMessageContaining("header");
        assertThatCode(() -> withPicture.require(new TemplateValues(
                        Map.of(),
                        new MessageHeader.File(MediaKind.IMAGE, new MediaId("1"), null),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        null)))
                .doesNotThrowAnyException();
    }

    @Test
    void needsTheEndOfAnAddressAndTheCodeToCopy() {
        assertThatThrownBy(() -> layout(null, "Hello", TRACK).require(TemplateValues.NONE))
                .isInstanceOf(TemplateRejection.ValueMissing.class)
                .hasMessageContaining("Track");
        assertThatThrownBy(() -> layout(null, "Hello", new Button(ButtonKind.COPY_CODE, words("Copy"), null))
                        .require(TemplateValues.NONE))
                .isInstanceOf(TemplateRejection.ValueMissing.class);
    }

    @Test
    void everyCardOfACarouselIsFilledIn() {
        TemplateLayout carousel = new TemplateLayout(
                ParameterFormat.POSITIONAL,
                null,
                words("Look"),
                null,
                List.of(),
                List.of(layout(null, "One {{1}}"), layout(null, "Two")),
                null);
        assertThatThrownBy(() -> carousel.require(TemplateValues.NONE))
                .isInstanceOf(TemplateRejection.WrongCount.class);
        assertThatThrownBy(() -> carousel.require(new TemplateValues(
                        Map.of(), null, Map.of(), Map.of(), List.of(TemplateValues.NONE, TemplateValues.NONE), null)))
                .hasMessageContaining("cards[0].body");
    }

    @Test
    void numbersComeInTheirOrder() {
        assertThat(Placeholder.inOrder(words("{{2}} {{10}} {{1}} {{2}}"), ParameterFormat.POSITIONAL))
                .containsExactly("1", "2", "10");
    }

    private static TemplateLayout layout(@Nullable Header header, String body, Button... buttons) {
        return new TemplateLayout(ParameterFormat.NAMED, header, words(body), null, List.of(buttons), List.of(), null);
    }

    private static TemplateValues body(Map<String, MessageText> values) {
        return new TemplateValues(Map.of(), null, values, Map.of(), List.of(), null);
    }

    private static MessageText words(String text) {
        return new MessageText(text);
    }
}
