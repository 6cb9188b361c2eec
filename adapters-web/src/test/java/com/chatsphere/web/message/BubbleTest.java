package com.chatsphere.web.message;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.call.CallProgress;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.message.ContactCard;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.InteractiveAction;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Receipt;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateValues;
import com.chatsphere.web.templates.StaticTemplates;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BubbleTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final FileId FILE = new FileId(new UUID(5, 5));
    private static final Contact BO = new Contact(
            new ContactId(new UUID(4, 4)), new PhoneNumber("15555550111"), null, null, null, new ContactName("Bo"));

    /** One of every content, and words of its own that its bubble has to show. */
    private static final Map<MessageContent, List<String>> ONE_OF_EACH = Map.ofEntries(
            entry(new MessageContent.Text(words("Hello")), List.of("Hello")),
            entry(
                    new MessageContent.Media(
                            MediaKind.DOCUMENT,
                            new RemoteMedia(new MediaId("300"), "application/pdf", null, words("form.pdf")),
                            words("Signed")),
                    List.of("form.pdf", "PDF", "not downloaded yet", "Signed")),
            entry(
                    new MessageContent.Call(true, new CallProgress(false, false, true, 55L)),
                    List.of("Incoming call", "Answered, 0:55 minutes")),
            entry(
                    new MessageContent.Location(10.5, -20.25, words("Cafe"), words("1 Street"), null),
                    List.of("Cafe", "1 Street", "10.50000° N, 20.25000° W")),
            entry(
                    new MessageContent.Contacts(List.of(new ContactCard(
                            words("Eve"),
                            List.of(
                                    new ContactCard.Phone(words("+1 555 1"), new PhoneNumber("15555550120"), "CELL"),
                                    new ContactCard.Phone(words("+49 30 1234567"), null, "WORK"),
                                    new ContactCard.Phone(words("ext. 12"), null, null)),
                            List.of(new ContactCard.Line(words("eve@example.com"), null)),
                            List.of(new ContactCard.Line(words("1 Main Street"), "HOME")),
                            List.of(new ContactCard.Line(words("eve.example.com"), null)),
                            words("Buyer, Kettles Ltd"),
                            words("1990-02-03"),
                            false))),
                    List.of(
                            "Eve",
                            "Buyer, Kettles Ltd",
                            "+1 555 1",
                            "cell",
                            "+49 30 1234567",
                            "ext. 12",
                            "eve@example.com",
                            "1 Main Street",
                            "eve.example.com",
                            "1990-02-03")),
            entry(
                    new MessageContent.Interactive(
                            null, words("Is it for you?"), null, new InteractiveAction.LocationRequest()),
                    List.of("Is it for you?")),
            entry(
                    new MessageContent.Template(
                            new TemplateName("order_update"),
                            new TemplateLanguage("en_US"),
                            TemplateCategory.UTILITY,
                            new TemplateLayout(
                                    TemplateLayout.ParameterFormat.POSITIONAL,
                                    null,
                                    words("Hello {{1}}"),
                                    null,
                                    List.of(),
                                    List.of(),
                                    null),
                            new TemplateValues(Map.of(), null, Map.of("1", words("Ada")), Map.of(), List.of(), null)),
                    List.of("Hello Ada")),
            entry(
                    new MessageContent.Reaction(new MessageId(new UUID(9, 9)), new Wamid("wamid.X"), new Emoji("👍")),
                    List.of("Reacted", "👍")),
            entry(new MessageContent.ButtonReply(null, words("Yes")), List.of("Tapped a button", "Yes")),
            entry(
                    new MessageContent.ListReply(null, words("Express"), words("Next day")),
                    List.of("Chose from a list", "Express", "Next day")),
            entry(
                    new MessageContent.FlowReply("flow", words("Sent"), words("{\"rating\":\"4\"}")),
                    List.of("Filled-in form", "Rating", "4")),
            entry(
                    new MessageContent.CallPermissionReply(true, false, NOON, false),
                    List.of("Calls allowed", "until", "2026-03-01T12:00:00Z")),
            entry(new MessageContent.TemplateReply(null, words("Stop")), List.of("template", "Stop")),
            entry(
                    new MessageContent.Order(
                            "1",
                            words("Gift-wrap it"),
                            List.of(new MessageContent.Order.Line("SKU", BigDecimal.TWO, BigDecimal.TEN, "USD"))),
                    List.of("SKU", "2 × USD\u00A010.00", "USD\u00A020.00", "Gift-wrap it")),
            entry(
                    new MessageContent.Notice(
                            "user_changed_number", words("User Ada changed from 15555550110 to 15555550140")),
                    List.of("Ada", "changed their phone number to", "+15555550140")),
            entry(new MessageContent.Welcome(), List.of("opened this chat for the first time")),
            entry(new MessageContent.MediaToFollow(), List.of("Photo, video or document", "a little later")),
            entry(
                    new MessageContent.Unsupported(
                            "unsupported",
                            words("{\"secret\":\"<b>\"}"),
                            "poll_creation",
                            new MessageError(131_051, "Message type unknown", null)),
                    List.of("Poll", "in another form", "131051", "&lt;b&gt;")));

    private static MessageText words(String text) {
        return new MessageText(text);
    }

    static Stream<MessageContent> contents() {
        return ONE_OF_EACH.keySet().stream();
    }

    @Test
    void hasAnExampleOfEveryContent() {
        assertThat(ONE_OF_EACH.keySet())
                .extracting(content -> (Object) content.getClass())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(MessageContent.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void showsEveryContentInItsOwnWords(MessageContent content) {
        String html = new StaticTemplates().messagesContent(theirs(content)).render();

        assertThat(html).contains(Objects.requireNonNull(ONE_OF_EACH.get(content)));
        assertThat(html).contains("data-says");
    }

    @ParameterizedTest
    @MethodSource("contents")
    void usesOnlyIconsThatAreThere(MessageContent content) throws IOException {
        String icons = Files.readString(Path.of("src/main/jte/layout/icons.jte"));

        assertThat(Pattern.compile("#icon-([a-z0-9-]+)")
                        .matcher(html(theirs(content)))
                        .results())
                .allSatisfy(icon -> assertThat(icons).contains("id=\"icon-" + icon.group(1) + "\""));
    }

    @ParameterizedTest
    @EnumSource
    void saysOfEveryFileThatItIsNotHereYet(MediaKind kind) {
        assertThat(html(theirs(
                        new MessageContent.Media(kind, new RemoteMedia(new MediaId("1"), null, null, null), null))))
                .contains("Kept at WhatsApp, not downloaded yet");
    }

    static Stream<Arguments> filesInEveryState() {
        return Arrays.stream(MediaKind.values())
                .flatMap(kind -> Arrays.stream(Attachment.State.values()).map(state -> Arguments.of(kind, state)));
    }

    @ParameterizedTest
    @MethodSource("filesInEveryState")
    void showsEveryFileInEveryState(MediaKind kind, Attachment.State state) {
        String html = html(with(kind, file(state, typeOf(kind), false, "Gone for good"), null));

        assertThat(html).contains("data-says", "id=\"media-" + new UUID(1, 1));
        assertThat(html).doesNotContain("/media/").doesNotContain(" src=").doesNotContain(" style=");
        switch (state) {
            case READY -> assertThat(html).contains(FILE.toString()).contains("data-own=\"" + FILE);
            case PENDING, FAILED -> assertThat(html).contains("Gone for good");
            case REMOVED -> assertThat(html).contains("This file was removed.");
        }
        if (state != Attachment.State.READY) {
            assertThat(html).doesNotContain(FILE.toString()).doesNotContain("data-own");
        }
        assertThat(html.contains("action=\"/messages/" + new UUID(1, 1) + "/file\""))
                .isEqualTo(state == Attachment.State.FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void takesTheSamePlaceWhetherItsFileIsHereOrNot(MediaKind kind) {
        String place = kind == MediaKind.DOCUMENT
                ? "doc__page"
                : kind == MediaKind.AUDIO || kind == MediaKind.VOICE_NOTE ? "media--sound" : "class=\"frame frame--";
        for (Attachment.State state : Attachment.State.values()) {
            assertThat(html(with(kind, file(state, typeOf(kind), false, null), "form.pdf")))
                    .contains(place);
        }
        assertThat(html(with(kind, null, "form.pdf"))).contains(place);
    }

    @Test
    void tellsHowMuchIsBeingFetched() {
        assertThat(html(with(MediaKind.IMAGE, file(Attachment.State.PENDING, null, false, null), null)))
                .contains("Downloading… 338 KB");
    }

    @Test
    void showsTheSmallPictureOfAPhotoAndTheWholeOneInTheViewer() {
        String html = html(with(MediaKind.IMAGE, file(Attachment.State.READY, "image/jpeg", true, null), null));

        assertThat(html)
                .contains("data-enlarge=\"" + FILE + "\" data-enlarge-kind=\"image\"")
                .contains("data-file=\"" + FILE + "\" data-variant=\"thumbnail\"");
    }

    @ParameterizedTest
    @CsvSource({"IMAGE, image/gif", "STICKER, image/webp", "ANIMATED_STICKER, image/webp"})
    void letsMoveWhatMoves(MediaKind kind, String type) {
        assertThat(html(with(kind, file(Attachment.State.READY, type, true, null), null)))
                .contains("data-variant=\"original\"");
    }

    @ParameterizedTest
    @CsvSource({
        "IMAGE, image/svg+xml",
        "IMAGE, text/html",
        "STICKER, application/xml",
        "VIDEO, text/html",
        "AUDIO, text/javascript",
        "DOCUMENT, text/html",
        "DOCUMENT, application/vnd.ms-excel"
    })
    void onlySavesWhatABrowserMustNotOpen(MediaKind kind, String type) {
        String html = html(with(kind, file(Attachment.State.READY, type, false, null), "a.pdf"));

        assertThat(html)
                .contains("doc__save", "data-download")
                .doesNotContain("<img", "<video", "voice-player", "target=\"_blank\"");
    }

    @Test
    void opensAPdfInATabOfItsOwn() {
        Attachment file = file(Attachment.State.READY, "application/pdf", true, null);

        assertThat(html(with(MediaKind.DOCUMENT, file, "Form.pdf")))
                .contains("target=\"_blank\" rel=\"noopener\"", "data-variant=\"thumbnail\"", "PDF · 338 KB · 3 pages");
        assertThat(html(with(MediaKind.DOCUMENT, file, "a\u202Efdp.exe"))).contains("<bdi>afdp.exe</bdi>", "EXE · ");
    }

    @Test
    void showsAFileOfOursAsSoonAsItIsWritten() {
        String html = html(bubble(
                Direction.OUTBOUND,
                new MessageContent.Media(
                        MediaKind.IMAGE, new KeptFile(FILE, "image/png", 10, words("Cat.png")), words("Look")),
                "queued",
                null));

        assertThat(html).contains("data-file=\"" + FILE + "\" data-variant=\"original\"", "Look");
    }

    private static Bubble with(MediaKind kind, @Nullable Attachment file, @Nullable String filename) {
        MessageText name = filename == null ? null : words(filename);
        Transcript.Entry entry = theirs(
                        new MessageContent.Media(kind, new RemoteMedia(new MediaId("1"), null, null, name), null))
                .entry();
        return new Bubble(with(entry, file));
    }

    private static Attachment file(
            Attachment.State state, @Nullable String type, boolean hasThumbnail, @Nullable String trouble) {
        return new Attachment(FILE, state, type, 345_678L, 4, 3, 7.2, 3, hasThumbnail, null, trouble);
    }

    private static String typeOf(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> "image/jpeg";
            case VIDEO -> "video/mp4";
            case AUDIO -> "audio/mpeg";
            case VOICE_NOTE -> "audio/ogg";
            case DOCUMENT -> "application/pdf";
            case STICKER, ANIMATED_STICKER -> "image/webp";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "poll_creation, Poll, vote",
        "pin, Pinned a message, pin",
        "group_invite, Invitation to a group, users-round",
        "edit, Edited a message, pencil",
        "reaction, Reaction, smile",
        "errors, Unsupported message, file-question-mark",
        "never_heard_of, Unsupported message: never heard of, file-question-mark",
    })
    void saysWhatItCannotShow(String what, String words, String icon) {
        String html = html(theirs(new MessageContent.Unsupported("unsupported", words("{}"), what, null)));

        assertThat(html).contains(">" + words + "</strong>").contains("#icon-" + icon + "\"");
    }

    @ParameterizedTest
    @CsvSource({"131060, send it again", "131052, larger than 100 MB", "131051, in another form", "130501, from groups"
    })
    void advisesWhatToDoAboutWhatWhatsAppKeepsBack(int code, String advice) {
        assertThat(html(theirs(new MessageContent.Unsupported(
                        "unsupported", words("{}"), null, new MessageError(code, "title", null)))))
                .contains(advice)
                .contains("Code " + code + ": title");
    }

    @Test
    void offersToWriteToEveryNumberOfACardThatCanBeOne() {
        String html = html(theirs(contents()
                .filter(MessageContent.Contacts.class::isInstance)
                .findFirst()
                .orElseThrow()));

        assertThat(html).contains("data-phone=\"+15555550120\"").contains("data-phone=\"+49301234567\"");
        assertThat(html.split("data-opens=\"new-conversation\"", -1)).hasSize(3);
    }

    @Test
    void linksAPlaceToAMapAndToNothingThatIsNoPage() {
        String html = html(theirs(new MessageContent.Location(1, 2, null, null, words("javascript:alert(1)"))));

        assertThat(html)
                .contains(
                        "href=\"https://www.openstreetmap.org/?mlat=1.000000&amp;mlon=2.000000#map=16/1.000000/2.000000\"")
                .contains("rel=\"noopener noreferrer nofollow\"")
                .doesNotContain("javascript:");
    }

    @Test
    void showsTheAdvertisementThatLedHereWithoutFetchingAnythingOfIt() {
        MessageContext.Referral referral = new MessageContext.Referral(
                "ad",
                "1",
                "https://ads.example.com/x",
                words("Half price"),
                words("This week"),
                "image",
                "https://img.example/i.jpg",
                null,
                null,
                null);
        String html = html(came(new MessageContext(
                MessageContext.Route.LIVE, true, referral, new MessageContext.Product(null, "SKU-1"), BO)));

        assertThat(html)
                .contains("Half price", "This week", "ads.example.com", "SKU-1", "Forwarded many times", ">Bo</span>")
                .doesNotContain("img.example")
                .doesNotContain("<img");
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE, true, Sent from the WhatsApp Business app",
        "STANDBY, false, While the AI agent had the chat",
        "STANDBY, true, Answered by the AI agent",
        "IMPORT, false, Imported from the WhatsApp Business app",
    })
    void saysByWhichWayItCame(MessageContext.Route route, boolean elsewhere, String words) {
        Transcript.Entry entry = theirs(new MessageContent.Text(words("Hi"))).entry();

        assertThat(html(new Bubble(with(
                        entry,
                        elsewhere,
                        new MessageContext(route, false, null, null, null),
                        Transcript.Since.NOTHING,
                        null))))
                .contains(words);
    }

    @Test
    void tellsWhoReactedWithWhat() {
        String html = html(since(new Transcript.Since(
                List.of(
                        new Transcript.Reaction(BO, new Emoji("👍"), NOON),
                        new Transcript.Reaction(null, new Emoji("👍"), NOON)),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null)));

        assertThat(html)
                .contains("aria-label=\"Reactions: Bo 👍, Your team 👍\"")
                .contains("reactions__count\">2<")
                .contains("popovertarget=\"reactions-");
    }

    @Test
    void keepsWhatAMessageSaidBeforeItWasEdited() {
        String html = html(since(new Transcript.Since(
                List.of(),
                List.of(
                        new Transcript.Version(new MessageContent.Text(words("first")), NOON),
                        new Transcript.Version(new MessageContent.Text(words("second")), NOON)),
                null,
                List.of(),
                List.of(),
                null,
                null)));

        assertThat(html).contains(">Edited</button>").containsSubsequence("Now this", "second", "first");
    }

    @Test
    void showsNothingOfWhatWasDeleted() {
        String html = html(since(new Transcript.Since(
                List.of(new Transcript.Reaction(BO, new Emoji("👍"), NOON)),
                List.of(new Transcript.Version(new MessageContent.Text(words("first")), NOON)),
                NOON,
                List.of(),
                List.of(),
                null,
                null)));

        assertThat(html)
                .contains("This message was deleted")
                .doesNotContain("Now this")
                .doesNotContain("first")
                .doesNotContain("👍");
    }

    @Test
    void tellsWhoOfAGroupHasReadIt() {
        String html = html(ours(
                "read",
                null,
                new Transcript.Since(
                        List.of(),
                        List.of(),
                        null,
                        List.of(new Transcript.ParticipantReceipt(BO, Receipt.READ, NOON)),
                        List.of(),
                        null,
                        null)));

        assertThat(html).containsSubsequence("popovertarget=\"arrivals-", "Read by", ">Bo</span>");
    }

    @Test
    void quotesWithAuthorAndKindAndLeadsThere() {
        MessageId quoted = new MessageId(new UUID(9, 9));
        Transcript.Entry entry = theirs(new MessageContent.Text(words("Hi"))).entry();
        String html = html(new Bubble(with(
                entry,
                false,
                MessageContext.ORDINARY,
                Transcript.Since.NOTHING,
                new Transcript.Quote("wamid.1", quoted, Direction.OUTBOUND, "image", "Our kettle", null))));

        assertThat(html)
                .contains("href=\"#message-" + quoted + "\"")
                .containsSubsequence(">You</span>", "#icon-image", "Our kettle");
    }

    @Test
    void foldsAVeryLongTextAndLosesNothingOfIt() {
        String text = "x".repeat(65_536);

        assertThat(html(theirs(new MessageContent.Text(words(text)))))
                .contains("bubble__text--long")
                .contains("Read more")
                .contains(text);
    }

    @Test
    void neverShowsAnEmptyBubble() {
        assertThat(html(theirs(new MessageContent.Text(words("\u200B\u2060 \u00AD")))))
                .contains("Only characters that cannot be seen");
    }

    @Test
    void escapesWhatCustomersWrite() {
        String html = html(theirs(new MessageContent.Text(
                new MessageText("<img src=x onerror=alert(1)> https://example.com/\"onmouseover=x'"))));

        assertThat(html).doesNotContain("<img").doesNotContainPattern("<[^>]*onmouseover");
        assertThat(html).contains("href=\"https://example.com/\"").contains("rel=\"noopener noreferrer nofollow\"");
    }

    @Test
    void keepsLineBreaksAndSpacesAsWritten() {
        assertThat(html(theirs(new MessageContent.Text(new MessageText("a\n\n  b")))))
                .contains(">a\n\n  b</span>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "sent", "delivered", "read", "played", "failed", "unconfirmed"})
    void saysInWordsHowFarOurMessageHasCome(String status) {
        assertThat(html(ours(status, null)))
                .contains("for-screen-reader\">" + Tick.of(status).words());
    }

    @ParameterizedTest
    @CsvSource({
        "131047, 24 hours, data-choose-template",
        "131026, cannot receive, new-conversation",
        "131042, payment, /resending",
        "999999, Something new, /resending"
    })
    void tellsWhyAMessageFailedAndOffersWhatCanHelp(int code, String cause, String help) {
        assertThat(html(ours("failed", new MessageError(code, "Something new", null))))
                .contains(cause)
                .contains(String.valueOf(code))
                .contains(help);
    }

    /** A later failure without a code has it: one of the access token, which Meta numbers so, comes as an answer only. */
    @Test
    void tellsAFailureThatHasNoCodeInMetasOwnWords() {
        assertThat(html(ours("failed", new MessageError(0, "Something went wrong", "Out of cheese"))))
                .contains("Something went wrong")
                .contains("Out of cheese")
                .contains("/resending")
                .doesNotContain("Code 0")
                .doesNotContain("access token");
    }

    @ParameterizedTest
    @CsvSource({"👍, Your reaction 👍 was not delivered.", ", Your reaction could not be taken back."})
    void tellsWhichReactionOfOursWasNotTaken(@Nullable String emoji, String words) {
        Transcript.FailedReaction failed = new Transcript.FailedReaction(
                emoji == null ? null : new Emoji(emoji), new MessageError(131_026, "Undeliverable", null));
        Transcript.Since since = new Transcript.Since(List.of(), List.of(), null, List.of(), List.of(), null, failed);

        assertThat(html(since(since))).contains(words).contains("cannot receive");
        Transcript.Since deleted = new Transcript.Since(List.of(), List.of(), NOON, List.of(), List.of(), null, failed);
        assertThat(html(since(deleted))).doesNotContain(words);
    }

    @Test
    void doesNotOfferToResendWhatWouldBeRefusedAgain() {
        assertThat(html(ours("failed", new MessageError(131_053, "Media upload error", "Too large"))))
                .contains("Check its format and size")
                .contains("Too large")
                .doesNotContain("/resending");
    }

    @Test
    void tellsWhyAMessageHasToWait() {
        assertThat(html(ours(
                        "queued",
                        null,
                        new Transcript.Since(
                                List.of(),
                                List.of(),
                                null,
                                List.of(),
                                List.of(),
                                new MessageError(130_429, "Rate limit hit", null),
                                null))))
                .contains("Waiting.")
                .contains("sends too much");
    }

    @Test
    void keepsTheTimelineOfEarlierAttempts() {
        assertThat(html(ours(
                        "sent",
                        null,
                        new Transcript.Since(
                                List.of(),
                                List.of(),
                                null,
                                List.of(),
                                List.of(
                                        new Transcript.Attempt(1, null, "unconfirmed", null, NOON),
                                        new Transcript.Attempt(
                                                3,
                                                "wamid.B",
                                                "failed",
                                                new MessageError(131_026, "Undeliverable", null),
                                                NOON)),
                                null,
                                null))))
                .containsSubsequence(
                        "Sent again", "Not known whether it arrived", "Not delivered: The customer cannot");
    }

    @Test
    void offersToResendWhatMayNotHaveArrived() {
        assertThat(html(ours("unconfirmed", null))).contains("Not confirmed").contains("/resending");
    }

    @Test
    void carriesNothingThatThePolicyOfThePageForbids() {
        for (String status : List.of("queued", "failed", "unconfirmed")) {
            assertThat(html(ours(status, null))).doesNotContain(" style=").doesNotContainPattern("\\son[a-z]+=");
        }
    }

    private static String html(Bubble bubble) {
        return new StaticTemplates().messagesBubble(bubble).render();
    }

    private static Bubble theirs(MessageContent content) {
        return bubble(Direction.INBOUND, content, "received", null);
    }

    private static Bubble ours(String status, @Nullable MessageError error) {
        return ours(status, error, Transcript.Since.NOTHING);
    }

    private static Bubble ours(String status, @Nullable MessageError error, Transcript.Since since) {
        Bubble bubble = bubble(Direction.OUTBOUND, new MessageContent.Text(new MessageText("Hi")), status, error);
        return new Bubble(with(bubble.entry(), false, MessageContext.ORDINARY, since, null));
    }

    private static Bubble since(Transcript.Since since) {
        Transcript.Entry entry =
                theirs(new MessageContent.Text(words("Now this"))).entry();
        return new Bubble(with(entry, false, MessageContext.ORDINARY, since, null));
    }

    private static Bubble came(MessageContext context) {
        Transcript.Entry entry = theirs(new MessageContent.Text(words("Hi"))).entry();
        return new Bubble(with(entry, false, context, Transcript.Since.NOTHING, null));
    }

    private static Transcript.Entry with(
            Transcript.Entry entry,
            boolean elsewhere,
            MessageContext context,
            Transcript.Since since,
            Transcript.@Nullable Quote quote) {
        return new Transcript.Entry(
                entry.id(),
                entry.conversationId(),
                elsewhere ? Direction.OUTBOUND : entry.direction(),
                entry.content(),
                entry.type(),
                null,
                entry.status(),
                NOON,
                NOON,
                quote,
                entry.sentBy(),
                null,
                false,
                entry.error(),
                elsewhere,
                null,
                context,
                since,
                1,
                1);
    }

    private static Transcript.Entry with(Transcript.Entry entry, @Nullable Attachment file) {
        return new Transcript.Entry(
                entry.id(),
                entry.conversationId(),
                entry.direction(),
                entry.content(),
                entry.type(),
                null,
                entry.status(),
                NOON,
                NOON,
                null,
                entry.sentBy(),
                null,
                false,
                null,
                false,
                file,
                entry.context(),
                entry.since(),
                1,
                1);
    }

    private static Bubble bubble(
            Direction direction, MessageContent content, String status, @Nullable MessageError error) {
        return new Bubble(new Transcript.Entry(
                new MessageId(new UUID(1, 1)),
                new ConversationId(new UUID(2, 2)),
                direction,
                content,
                "text",
                null,
                status,
                NOON,
                NOON,
                null,
                direction == Direction.OUTBOUND ? new AgentId(new UUID(3, 3)) : null,
                null,
                false,
                error,
                false,
                null,
                MessageContext.ORDINARY,
                Transcript.Since.NOTHING,
                1,
                1));
    }
}
