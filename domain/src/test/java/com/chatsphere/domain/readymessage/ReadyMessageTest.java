package com.chatsphere.domain.readymessage;

import static com.chatsphere.domain.conversation.ConversationSamples.NOON;
import static com.chatsphere.domain.conversation.ConversationSamples.SARA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.ChooseShortcut;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.DeleteReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.MoveReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.RenameReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.RewordReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.SwitchReadyMessageOff;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.SwitchReadyMessageOn;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.WriteReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageDeleted;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageMoved;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageRenamed;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageReworded;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageSwitchedOff;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageSwitchedOn;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageWritten;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ShortcutChosen;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ready message may say, and what happens to it. */
class ReadyMessageTest {
    private static final ReadyMessageId ID = ReadyMessageId.of("7ead7ead-0000-4000-8000-000000000001");
    private static final ReadyMessageName GREETING = new ReadyMessageName("Greeting");
    private static final Shortcut HI = new Shortcut("hi");
    private static final ReadyText HELLO = new ReadyText("Hello {{name}}, {{agent}} here.");
    private static final ReadyMessageWritten WRITTEN =
            new ReadyMessageWritten(ID, GREETING, HI, HELLO, true, 10, SARA, NOON);

    private FixtureConfiguration<ReadyMessage> message;

    @BeforeEach
    void setUp() {
        message = new AggregateTestFixture<>(ReadyMessage.class);
    }

    @Test
    void isWritten() {
        message.givenNoPriorActivity()
                .when(new WriteReadyMessage(ID, GREETING, HI, HELLO, true, 10, SARA, NOON))
                .expectEvents(WRITTEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Dear {{customer}}   | {{customer}}
        Dear {{Name}}       | {{Name}}
        Dear {{ name }}     | {{ name }}
        Dear {{}}           | {{}}
        Dear {{name}        | {{
        Dear {name}}        | }}
        {{name}} and {{1}}  | {{1}}
        """)
    void refusesWhatIsNoPlaceholder(String text, String named) {
        message.givenNoPriorActivity()
                .when(new WriteReadyMessage(ID, GREETING, null, new ReadyText(text), true, 0, SARA, NOON))
                .expectException(ReadyMessageRejection.UnknownPlaceholder.class)
                .expectExceptionMessage(
                        "“" + named + "” is no placeholder. There are: {{name}}, {{agent}}, {{phone}}.");
        message.given(WRITTEN)
                .when(new RewordReadyMessage(ID, new ReadyText(text), SARA, NOON))
                .expectException(ReadyMessageRejection.UnknownPlaceholder.class)
                .expectNoEvents();
    }

    @Test
    void singleBracesAreText() {
        message.given(WRITTEN)
                .when(new RewordReadyMessage(ID, new ReadyText("{name} {{phone}} } {"), SARA, NOON))
                .expectEvents(new ReadyMessageReworded(ID, new ReadyText("{name} {{phone}} } {"), SARA, NOON));
    }

    @Test
    void eachOfItsPartsCanBeAnother() {
        ReadyMessageName farewell = new ReadyMessageName("Farewell");
        ReadyText bye = new ReadyText("Good bye");
        message.given(WRITTEN)
                .when(new RenameReadyMessage(ID, farewell, SARA, NOON))
                .expectEvents(new ReadyMessageRenamed(ID, farewell, SARA, NOON));
        message.given(WRITTEN)
                .when(new ChooseShortcut(ID, null, SARA, NOON))
                .expectEvents(new ShortcutChosen(ID, null, SARA, NOON));
        message.given(WRITTEN)
                .when(new RewordReadyMessage(ID, bye, SARA, NOON))
                .expectEvents(new ReadyMessageReworded(ID, bye, SARA, NOON));
        message.given(WRITTEN)
                .when(new SwitchReadyMessageOff(ID, SARA, NOON))
                .expectEvents(new ReadyMessageSwitchedOff(ID, SARA, NOON));
        message.given(WRITTEN, new ReadyMessageSwitchedOff(ID, SARA, NOON))
                .when(new SwitchReadyMessageOn(ID, SARA, NOON))
                .expectEvents(new ReadyMessageSwitchedOn(ID, SARA, NOON));
        message.given(WRITTEN)
                .when(new MoveReadyMessage(ID, 20, SARA, NOON))
                .expectEvents(new ReadyMessageMoved(ID, 20, SARA, NOON));
        message.given(WRITTEN)
                .when(new DeleteReadyMessage(ID, SARA, NOON))
                .expectEvents(new ReadyMessageDeleted(ID, SARA, NOON))
                .expectMarkedDeleted();
    }

    @Test
    void whatItIsAlreadyIsNotRecordedAgain() {
        for (ReadyMessageCommand order : new ReadyMessageCommand[] {
            new RenameReadyMessage(ID, GREETING, SARA, NOON),
            new ChooseShortcut(ID, HI, SARA, NOON),
            new RewordReadyMessage(ID, HELLO, SARA, NOON),
            new SwitchReadyMessageOn(ID, SARA, NOON),
            new MoveReadyMessage(ID, 10, SARA, NOON)
        }) {
            message.given(WRITTEN)
                    .when(order)
                    .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                    .expectNoEvents();
        }
    }

    @Test
    void takesNoOrderAfterItIsDeleted() {
        message.given(WRITTEN, new ReadyMessageDeleted(ID, SARA, NOON))
                .when(new SwitchReadyMessageOff(ID, SARA, NOON))
                .expectException(AggregateDeletedException.class);
    }

    @Test
    void namesThatPeopleTakeForTheSameHaveOneKey() {
        assertThat(new ReadyMessageName("GREETING").key()).isEqualTo(GREETING.key());
        assertThat(new ReadyMessageName("Cafe\u0301").key()).isEqualTo(new ReadyMessageName("Caf\u00e9").key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a\nb"})
    void aNameStandsOnOneLine(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ReadyMessageName(name));
    }

    @Test
    void aShortcutIsReadAsPeopleWriteIt() {
        assertThat(Shortcut.parse(" /Hi-2 ")).isEqualTo(new Shortcut("hi-2"));
        assertThat(Shortcut.parse("مرحبا").value()).isEqualTo("مرحبا");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "two words", "a/b", "1234567890123456789012345678901"})
    void aShortcutIsOneWord(String shortcut) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shortcut.parse(shortcut));
    }
}
