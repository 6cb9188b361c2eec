package com.chatsphere.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.domain.message.InteractiveAction.Choice;
import com.chatsphere.domain.message.InteractiveAction.ChoiceList;
import com.chatsphere.domain.message.InteractiveAction.ContactInfoRequest;
import com.chatsphere.domain.message.InteractiveAction.Link;
import com.chatsphere.domain.message.InteractiveAction.LocationRequest;
import com.chatsphere.domain.message.InteractiveAction.ReplyButtons;
import com.chatsphere.domain.message.InteractiveAction.Section;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** At the limit it is taken, one beyond it is refused, and the field is named. */
class SendingLimitsTest {
    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of("body", 4_096, (Sample) length -> new MessageContent.Text(text(length))),
                Arguments.of("media.caption", 1_024, (Sample) length -> image(text(length))),
                Arguments.of("interactive.header.text", 60, (Sample)
                        length -> asking(new MessageHeader.Text(text(length)), text(1), null, yesOrNo())),
                Arguments.of(
                        "interactive.body.text", 1_024, (Sample) length -> asking(null, text(length), null, yesOrNo())),
                Arguments.of("interactive.body.text", 4_096, (Sample)
                        length -> asking(null, text(length), null, list(1, 1))),
                Arguments.of("interactive.footer.text", 60, (Sample)
                        length -> asking(null, text(1), text(length), yesOrNo())),
                Arguments.of("interactive.action.buttons[0].reply.title", 20, (Sample)
                        length -> asking(null, text(1), null, buttons(new Choice("1", text(length), null)))),
                Arguments.of("interactive.action.buttons[0].reply.id", 256, (Sample) length ->
                        asking(null, text(1), null, buttons(new Choice("i".repeat(length), text(1), null)))),
                Arguments.of("interactive.action.button", 20, (Sample) length -> asking(
                        null,
                        text(1),
                        null,
                        new ChoiceList(text(length), list(1, 1).sections()))),
                Arguments.of("interactive.action.sections[0].rows[0].title", 24, (Sample)
                        length -> asking(null, text(1), null, row(new Choice("1", text(length), null)))),
                Arguments.of("interactive.action.sections[0].rows[0].description", 72, (Sample)
                        length -> asking(null, text(1), null, row(new Choice("1", text(1), text(length))))),
                Arguments.of("interactive.action.sections[0].rows[0].id", 200, (Sample) length ->
                        asking(null, text(1), null, row(new Choice("i".repeat(length), text(1), null)))),
                Arguments.of("interactive.action.sections[0].title", 24, (Sample) length -> asking(
                        null,
                        text(1),
                        null,
                        new ChoiceList(
                                text(1), List.of(new Section(text(length), List.of(new Choice("1", text(1), null))))))),
                Arguments.of("interactive.action.parameters.display_text", 20, (Sample)
                        length -> asking(null, text(1), null, new Link(text(length), words("https://a.example")))));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void takesJustAsMuchAsWhatsAppDoes(String field, int limit, Sample sample) {
        assertThatCode(() -> sample.ofLength(limit).requireSendable()).doesNotThrowAnyException();
        assertThatThrownBy(() -> sample.ofLength(limit + 1).requireSendable())
                .isInstanceOfSatisfying(
                        ContentRejection.TooLong.class,
                        tooLong -> assertThat(tooLong.field()).isEqualTo(field))
                .hasMessageContaining("%,d".formatted(limit));
    }

    @Test
    void countsAnEmojiAsOneCharacter() {
        assertThatCode(() -> new MessageContent.Text(words("\uD83D\uDC4D".repeat(4_096))).requireSendable())
                .doesNotThrowAnyException();
    }

    @Test
    void asksWithOneToThreeButtonsThatDiffer() {
        assertRefused(asking(null, text(1), null, buttons()), "interactive.action.buttons");
        assertRefused(
                asking(null, text(1), null, buttons(choice(1), choice(2), choice(3), choice(4))),
                "interactive.action.buttons");
        assertRefused(asking(null, text(1), null, buttons(choice(1), choice(1))), "interactive.action.buttons");
    }

    @Test
    void offersAtMostTenRowsInAllSectionsTogether() {
        assertThatCode(() -> asking(null, text(1), null, list(2, 5)).requireSendable())
                .doesNotThrowAnyException();
        assertRefused(asking(null, text(1), null, list(2, 6)), "interactive.action.sections");
    }

    @Test
    void severalSectionsNeedATitleEach() {
        ChoiceList untitled = new ChoiceList(
                text(1), List.of(new Section(null, List.of(choice(1))), new Section(null, List.of(choice(2)))));
        assertRefused(asking(null, text(1), null, untitled), "interactive.action.sections[0].title");
    }

    @Test
    void aLinkHasToBeOne() {
        assertRefused(
                asking(null, text(1), null, new Link(text(1), words("javascript:alert(1)"))),
                "interactive.action.parameters.url");
    }

    @Test
    void onlyButtonsAndLinksTakeAPictureAndRequestsNoHeaderAtAll() {
        MessageHeader picture = new MessageHeader.File(MediaKind.IMAGE, new MediaId("1"), null);
        assertThatCode(() -> asking(picture, text(1), null, yesOrNo()).requireSendable())
                .doesNotThrowAnyException();
        assertRefused(asking(picture, text(1), null, list(1, 1)), "interactive.header");
        assertRefused(
                asking(new MessageHeader.Text(text(1)), text(1), null, new LocationRequest()), "interactive.header");
        assertThatCode(() ->
                        asking(null, text(1), null, new ContactInfoRequest()).requireSendable())
                .doesNotThrowAnyException();
    }

    @Test
    void aFileIsOfATypeThatGoesAsItsKind() {
        assertThatCode(file(MediaKind.IMAGE, "image/png", 1)::requireSendable).doesNotThrowAnyException();
        assertThatCode(file(MediaKind.VOICE_NOTE, "audio/ogg; codecs=opus", 1)::requireSendable)
                .doesNotThrowAnyException();
        assertThatCode(file(MediaKind.DOCUMENT, "image/jpeg", 1)::requireSendable)
                .doesNotThrowAnyException();
        assertThatThrownBy(file(MediaKind.IMAGE, "image/gif", 1)::requireSendable)
                .isInstanceOf(ContentRejection.WrongType.class)
                .hasMessage("media.file: WhatsApp takes no image/gif as photos; it takes JPEG and PNG.");
        assertRefused(file(MediaKind.DOCUMENT, "application/zip", 1), "media.file");
        assertRefused(file(MediaKind.VOICE_NOTE, "audio/mp4", 1), "media.file");
    }

    @ParameterizedTest
    @EnumSource(MediaKind.class)
    void aFileIsNeitherEmptyNorLargerThanItsKindMayBe(MediaKind kind) {
        String type = kind == MediaKind.DOCUMENT
                ? "application/pdf"
                : Stream.of("image/jpeg", "video/mp4", "audio/ogg", "image/webp")
                        .filter(kind::takes)
                        .findFirst()
                        .orElseThrow();
        assertThatCode(file(kind, type, kind.mostBytes())::requireSendable).doesNotThrowAnyException();
        assertThatThrownBy(file(kind, type, kind.mostBytes() + 1)::requireSendable)
                .isInstanceOf(ContentRejection.TooLarge.class);
        assertRefused(file(kind, type, 0), "media.file");
    }

    @Test
    void howMuchTooLargeIsSaidInWords() {
        assertThatThrownBy(file(MediaKind.IMAGE, "image/png", 7_549_747)::requireSendable)
                .hasMessage("media.file: WhatsApp takes photos of at most 5 MB; this one has 7.2 MB.");
        assertThatThrownBy(file(MediaKind.STICKER, "image/webp", 200_000)::requireSendable)
                .hasMessage("media.file: WhatsApp takes stickers of at most 100 KB; this one has 196 KB.");
    }

    private static MessageContent file(MediaKind kind, String mimeType, long size) {
        return new MessageContent.Media(
                kind, new KeptFile(FileId.of("f11ef11e-0000-4000-8000-000000000001"), mimeType, size, null), null);
    }

    @Test
    void aPlaceLiesOnEarth() {
        assertRefused(new MessageContent.Location(90.5, 0, null, null, null), "location.latitude");
        assertRefused(new MessageContent.Location(0, Double.NaN, null, null, null), "location.longitude");
    }

    @Test
    void aBusinessCardHasAName() {
        ContactCard nameless = new ContactCard(null, List.of(), List.of(), List.of(), List.of(), null, null, false);
        assertRefused(new MessageContent.Contacts(List.of(nameless)), "contacts[0].name.formatted_name");
        assertRefused(new MessageContent.Contacts(List.of()), "contacts");
    }

    @Test
    void whatOnlyCustomersSendIsRefused() {
        assertRefused(new MessageContent.Welcome(), "messageType");
    }

    private static void assertRefused(MessageContent content, String field) {
        assertThatThrownBy(content::requireSendable)
                .isInstanceOfSatisfying(
                        ContentRejection.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    private interface Sample {
        MessageContent ofLength(int length);
    }

    private static MessageText text(int length) {
        return words("x".repeat(length));
    }

    private static MessageText words(String text) {
        return new MessageText(text);
    }

    private static MessageContent image(MessageText caption) {
        return new MessageContent.Media(MediaKind.IMAGE, new RemoteMedia(new MediaId("1"), null, null, null), caption);
    }

    private static MessageContent asking(
            @Nullable MessageHeader header, MessageText body, @Nullable MessageText footer, InteractiveAction action) {
        return new MessageContent.Interactive(header, body, footer, action);
    }

    private static Choice choice(int number) {
        return new Choice(String.valueOf(number), words("Choice " + number), null);
    }

    private static InteractiveAction yesOrNo() {
        return buttons(choice(1), choice(2));
    }

    private static ReplyButtons buttons(Choice... choices) {
        return new ReplyButtons(List.of(choices));
    }

    private static ChoiceList row(Choice choice) {
        return new ChoiceList(text(1), List.of(new Section(null, List.of(choice))));
    }

    private static ChoiceList list(int sections, int rows) {
        return new ChoiceList(
                text(1),
                IntStream.range(0, sections)
                        .mapToObj(section -> new Section(
                                words("Section " + section),
                                IntStream.range(0, rows)
                                        .mapToObj(row -> choice(section * 100 + row))
                                        .toList()))
                        .toList());
    }
}
