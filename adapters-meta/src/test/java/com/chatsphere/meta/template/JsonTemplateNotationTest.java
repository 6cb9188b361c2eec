package com.chatsphere.meta.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.template.TemplateField;
import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.application.template.TemplateNotation.Unreadable;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.domain.template.TemplateValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTemplateNotationTest {
    private static final String ORDER = """
        [{"type":"HEADER","format":"IMAGE","example":{"header_handle":["https://example.invalid/h"]}},
         {"type":"BODY","text":"Hello {{first_name}}, order {{order_no}}.","example":{"body_text_named_params":[
           {"param_name":"first_name","example":"Ada"},{"param_name":"order_no","example":"A-1001"}]}},
         {"type":"FOOTER","text":"Fixture Shop"},
         {"type":"BUTTONS","buttons":[{"type":"URL","text":"Track","url":"https://example.invalid/t/{{1}}",
           "example":["https://example.invalid/t/A-1001"]},{"type":"QUICK_REPLY","text":"Stop"},
           {"type":"PHONE_NUMBER","text":"Call","phone_number":"+15555550100"},
           {"type":"COPY_CODE","example":"SPRING25"}]}]\
        """;
    private static final String CAROUSEL = """
        [{"type":"BODY","text":"Summer, {{2}} and {{1}}!","example":{"body_text":[["Ada","now"]]}},
         {"type":"CAROUSEL","cards":[
           {"components":[{"type":"HEADER","format":"video"},{"type":"BODY","text":"For {{1}}","example":{"body_text":[["7"]]}},
             {"type":"BUTTONS","buttons":[{"type":"URL","text":"Buy","url":"https://example.invalid/{{1}}"}]}]},
           {"components":[{"type":"HEADER","format":"IMAGE"}]}]},
         {"type":"limited_time_offer","limited_time_offer":{"text":"Ends soon","has_expiration":true}},
         {"type":"SOMETHING_NEW","text":"x"}]\
        """;

    private final TemplateNotation notation = new JsonTemplateNotation();

    @Test
    void readsHowATemplateIsMadeUp() {
        assertThat(notation.layout(ORDER, null))
                .isEqualTo(new TemplateLayout(
                        ParameterFormat.NAMED,
                        new Header.File(MediaKind.IMAGE),
                        words("Hello {{first_name}}, order {{order_no}}."),
                        words("Fixture Shop"),
                        List.of(
                                new Button(ButtonKind.URL, words("Track"), words("https://example.invalid/t/{{1}}")),
                                new Button(ButtonKind.QUICK_REPLY, words("Stop"), null),
                                new Button(ButtonKind.PHONE_NUMBER, words("Call"), words("+15555550100")),
                                new Button(ButtonKind.COPY_CODE, words("Copy offer code"), null)),
                        List.of(),
                        null));
        TemplateLayout carousel = notation.layout(CAROUSEL, null);
        assertThat(carousel.format()).isEqualTo(ParameterFormat.POSITIONAL);
        assertThat(carousel.cards()).hasSize(2);
        assertThat(carousel.cards().getFirst().header()).isEqualTo(new Header.File(MediaKind.VIDEO));
        assertThat(carousel.cards().getLast().body().value()).isEmpty();
        assertThat(carousel.offer()).isEqualTo(new TemplateLayout.Offer(words("Ends soon"), true));
        assertThat(TemplateField.of(carousel))
                .extracting(TemplateField::path)
                .containsExactly(
                        "body.1",
                        "body.2",
                        "offer.ends",
                        "cards.0.header.file",
                        "cards.0.body.1",
                        "cards.0.buttons.0",
                        "cards.1.header.file");
    }

    @Test
    void writesWhatItReads() {
        for (String components : List.of(ORDER, CAROUSEL)) {
            TemplateLayout layout = notation.layout(components, null);
            assertThat(notation.layout(notation.components(layout), layout.format()))
                    .isEqualTo(layout);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IMAGE,header.file",
        "VIDEO,header.file",
        "DOCUMENT,header.file",
        "LOCATION,header.latitude",
        "PRODUCT,body.1"
    })
    void readsEveryHeader(String format, String first) {
        TemplateLayout layout = notation.layout(
                "[{\"type\":\"HEADER\",\"format\":\"%s\"},{\"type\":\"BODY\",\"text\":\"Hi {{1}}\"}]".formatted(format),
                null);
        assertThat(TemplateField.of(layout).getFirst().path()).isEqualTo(first);
        assertThat(notation.layout(notation.components(layout), null)).isEqualTo(layout);
    }

    @Test
    void asksForAOneTimePasswordOnce() {
        TemplateLayout layout = notation.layout("""
            [{"type":"BODY","text":"*{{1}}* is your code.","add_security_recommendation":true},
             {"type":"FOOTER","code_expiration_minutes":10},
             {"type":"BUTTONS","buttons":[{"type":"URL","text":"Copy code",
               "url":"https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}"}]}]\
            """, null);
        assertThat(layout.buttons()).extracting(Button::kind).containsExactly(ButtonKind.OTP);
        assertThat(layout.footer()).isEqualTo(words("This code expires in 10 minutes."));
        assertThat(TemplateField.of(layout)).extracting(TemplateField::path).containsExactly("body.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[",
                "nonsense",
                "[]",
                "[{\"type\":\"BODY\"}]",
                "[{\"type\":\"BODY\",\"text\":\"  \"}]",
                "[{\"type\":\"FOOTER\",\"text\":\"x\"}]",
                "[5,null,\"BODY\"]"
            })
    void refusesWhatIsNoTemplate(String components) {
        assertThatThrownBy(() -> notation.layout(components, null)).isInstanceOf(Unreadable.class);
    }

    @Test
    void readsExamples() {
        assertThat(notation.examples(ORDER))
                .isEqualTo(Map.of(
                        "body.first_name",
                        "Ada",
                        "body.order_no",
                        "A-1001",
                        "buttons.0",
                        "A-1001",
                        "buttons.3",
                        "SPRING25"));
        assertThat(notation.examples(CAROUSEL))
                .isEqualTo(Map.of("body.1", "Ada", "body.2", "now", "cards.0.body.1", "7"));
        assertThat(notation.examples("[{\"type\":\"BODY\",\"text\":\"{{1}}\",\"example\":5}]"))
                .isEmpty();
    }

    @Test
    void readsWhatIsFilledIn() {
        TemplateValues values = notation.values("""
            [{"type":"header","parameters":[{"type":"image","image":{"id":"300000000000001"}}]},
             {"type":"body","parameters":[{"type":"text","parameter_name":"order_no","text":"A-1"},
                                          {"type":"text","parameter_name":"first_name","text":"Ada"}]},
             {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"A-1001"}]},
             {"type":"button","sub_type":"quick_reply","index":1,"parameters":[{"type":"payload","payload":"STOP"}]},
             {"type":"button","sub_type":"copy_code","index":"3","parameters":[{"type":"coupon_code","coupon_code":"X"}]}]\
            """, notation.layout(ORDER, null));
        assertThat(values.headerContent()).isInstanceOf(MessageHeader.File.class);
        assertThat(values.body()).isEqualTo(Map.of("first_name", words("Ada"), "order_no", words("A-1")));
        assertThat(values.buttons()).isEqualTo(Map.of(0, words("A-1001"), 1, words("STOP"), 3, words("X")));
    }

    @Test
    void readsValuesInOrderAndThoseOfCards() {
        TemplateValues values = notation.values("""
            [{"type":"BODY","parameters":[{"type":"text","text":"one"},{"type":"currency","currency":{"fallback_value":"two"}}]},
             {"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":1794701400000}}]},
             {"type":"carousel","cards":[
               {"card_index":1,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"2"}}]}]},
               {"card_index":0,"components":[{"type":"body","parameters":[{"type":"text","text":"seven"}]}]}]}]\
            """, notation.layout(CAROUSEL, null));
        assertThat(values.body()).isEqualTo(Map.of("1", words("one"), "2", words("two")));
        assertThat(values.offerEndsAt()).isEqualTo(Instant.ofEpochSecond(1_794_701_400));
        assertThat(values.cards().getFirst().body()).isEqualTo(Map.of("1", words("seven")));
        assertThat(values.cards().getLast().headerContent()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"type\":\"header\",\"parameters\":[{\"type\":\"image\",\"image\":{\"link\":\"https://x\"}}]}]",
                "[{\"type\":\"body\",\"parameters\":[{\"type\":\"text\"}]}]",
                "[{\"type\":\"button\",\"parameters\":[{\"type\":\"text\",\"text\":\"x\"}]}]",
                "[{\"type\":\"header\",\"parameters\":[{\"type\":\"location\",\"location\":{\"latitude\":\"north\"}}]}]",
                "[{\"type\":\"carousel\",\"cards\":[{}]}]",
                "[{\"type\":\"limited_time_offer\"}]",
                "[{\"type\":\"nonsense\",\"parameters\":[1]}]"
            })
    void refusesValuesThatMakeNoSense(String components) {
        TemplateLayout layout = notation.layout(CAROUSEL, null);
        assertThatThrownBy(() -> notation.values(components, layout)).isInstanceOf(Unreadable.class);
    }

    private static MessageText words(String text) {
        return new MessageText(text);
    }
}
