package com.chatsphere.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.domain.message.MessageContent.FlowReply;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.web.message.FilledForm.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilledFormTest {
    @Test
    void showsAnswersUnderTheirQuestionsButNotTheTokenOfTheSender() {
        FilledForm form = form("""
            {"flow_token": "secret", "screen_0_Pick_a_day_1": "Monday", "agree": true, "toppings": ["cheese", "ham"],
             "address": {"street": "1 Main", "rooms": [{"size": 3}, {"size": 4}]}, "nothing": null, "blank": ""}
            """);

        assertThat(form.raw()).isNull();
        assertThat(form.answers())
                .containsExactly(
                        new Answer("Pick a day", "Monday"),
                        new Answer("Agree", "Yes"),
                        new Answer("Toppings", "cheese, ham"),
                        new Answer("Address › Street", "1 Main"),
                        new Answer("Address › Rooms 1 › Size", "3"),
                        new Answer("Address › Rooms 2 › Size", "4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not {json", "[1, 2]", "\"text\"", "42"})
    void showsWhatIsNoObjectAsItCame(String response) {
        FilledForm form = form(response);

        assertThat(form.answers()).isEmpty();
        assertThat(form.raw()).isEqualTo(response);
    }

    @Test
    void survivesWhatIsNestedDeeperThanAnybodyWouldRead() {
        FilledForm deep = form("{\"a\":".repeat(300) + "1" + "}".repeat(300));
        FilledForm bottomless = form("{\"a\":".repeat(100_000));

        assertThat(deep.answers()).hasSize(1);
        assertThat(bottomless.raw()).startsWith("{\"a\":").hasSizeLessThan(10_000);
    }

    private static FilledForm form(String response) {
        return FilledForm.of(new FlowReply("flow", new MessageText("Sent"), new MessageText(response)));
    }
}
