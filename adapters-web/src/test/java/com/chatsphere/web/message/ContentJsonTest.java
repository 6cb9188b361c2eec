package com.chatsphere.web.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.domain.message.ContactCard;
import com.chatsphere.domain.message.ContentRejection;
import com.chatsphere.domain.message.InteractiveAction;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.web.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContentJsonTest {
    @Test
    void readsAPlace() {
        assertThat(ContentJson.location(
                        json("{\"latitude\":52.5,\"longitude\":-13,\"name\":\" Gate \",\"address\":\"\"}")))
                .isEqualTo(new MessageContent.Location(52.5, -13, new MessageText("Gate"), null, null));
    }

    @Test
    void readsBusinessCardsInMetasShape() {
        MessageContent.Contacts contacts = ContentJson.contacts(json("""
            [{"name":{"formatted_name":"Eve Invented","first_name":"Eve"},
            "phones":[{"phone":"+1 555 555 0120","type":"WORK","wa_id":"15555550120"}],
            "emails":[{"email":"eve@example.invalid","type":"WORK"}],
            "addresses":[{"street":"1 Invented Street","city":"Nowhere","country_code":"us"}],
            "urls":[{"url":"https://eve.example.invalid"}],
            "org":{"company":"Invented Ltd","title":"Owner"},"birthday":"1990-01-01"},
            {"name":{"first_name":"Bo","last_name":"Made Up"}}]
            """));
        assertThat(contacts.cards())
                .containsExactly(
                        new ContactCard(
                                new MessageText("Eve Invented"),
                                List.of(new ContactCard.Phone(new MessageText("+1 555 555 0120"), null, "WORK")),
                                List.of(new ContactCard.Line(new MessageText("eve@example.invalid"), "WORK")),
                                List.of(new ContactCard.Line(new MessageText("1 Invented Street, Nowhere, us"), null)),
                                List.of(new ContactCard.Line(new MessageText("https://eve.example.invalid"), null)),
                                new MessageText("Invented Ltd, Owner"),
                                new MessageText("1990-01-01"),
                                false),
                        new ContactCard(
                                new MessageText("Bo Made Up"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                null,
                                false));
    }

    @Test
    void whatIsMissingIsLeftToTheLimits() {
        MessageContent.Interactive question = ContentJson.interactive(json("{\"type\":\"button\"}"));
        assertThat(question.action()).isEqualTo(new InteractiveAction.ReplyButtons(List.of()));
        assertThatThrownBy(question::requireSendable)
                .isInstanceOfSatisfying(
                        ContentRejection.Missing.class,
                        missing -> assertThat(missing.field()).isEqualTo("interactive.body.text"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type":"carousel"}                                           | invalid_field | interactive.type
        {}                                                            | invalid_field | interactive.type
        []                                                            | invalid_field | interactive
        {"type":"button","typo":1}                                    | unknown_field | interactive
        {"type":"button","body":"text"}                               | invalid_field | interactive
        {"type":"button","header":{"type":"location"}}                | invalid_field | interactive.header.type
        {"type":"button","header":{"type":"image","image":{}}}        | missing_field | interactive.header
        {"type":"button","body":{"text":"\\u0000"}}                   | invalid_text  | interactive.body.text
        {"type":"button","body":{"text":"\\ud800"}}                   | invalid_text  | interactive.body.text
        """)
    void whatIsNoQuestionIsRefusedWithItsField(String question, String code, String field) {
        assertThatThrownBy(() -> ContentJson.interactive(json(question)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.field()).isEqualTo(field);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"latitude":"1,5","longitude":2} | invalid_field | location
        {"longitude":2}                  | missing_field | location.latitude
        {"latitude":1}                   | missing_field | location.longitude
        """)
    void whatIsNoPlaceIsRefusedWithItsField(String place, String code, String field) {
        assertThatThrownBy(() -> ContentJson.location(json(place))).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.field()).isEqualTo(field);
        });
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
