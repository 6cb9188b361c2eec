package com.chatsphere.web.message;

import com.chatsphere.domain.message.InteractiveAction;
import com.chatsphere.domain.message.MessageContent.Interactive;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question of ours that the customer answers with a tap.
 *
 * @param file what stands above it instead of a heading, for example {@code Photo}
 * @param taps what can be tapped; only the customer can
 */
public record QuestionCard(
        @Nullable String heading,
        @Nullable String file,
        WrittenText text,
        @Nullable String footer,
        List<Tap> taps) {

    /**
     * Something to tap.
     *
     * @param address where it leads, if it does
     * @param sections what it opens; nothing where it opens no list
     */
    public record Tap(String icon, String words, @Nullable String address, List<Section> sections) {
        private Tap(String icon, String words) {
            this(icon, words, null, List.of());
        }
    }

    /** Rows of a list that belong together. */
    public record Section(@Nullable String title, List<Row> rows) {}

    /** One row of a list. */
    public record Row(String title, @Nullable String description) {}

    public static QuestionCard of(Interactive question) {
        return new QuestionCard(
                question.header() instanceof MessageHeader.Text(var text) ? orNull(text) : null,
                question.header() instanceof MessageHeader.File file ? named(file) : null,
                WrittenText.of(question.body().value()),
                orNull(question.footer()),
                taps(question.action()));
    }

    private static List<Tap> taps(InteractiveAction action) {
        return switch (action) {
            case InteractiveAction.ReplyButtons(var choices) ->
                choices.stream()
                        .map(choice -> new Tap("reply", ShownText.label(choice.title(), "Answer")))
                        .toList();
            case InteractiveAction.ChoiceList(var label, var sections) ->
                List.of(new Tap(
                        "list",
                        ShownText.label(label, "List"),
                        null,
                        sections.stream().map(QuestionCard::section).toList()));
            case InteractiveAction.Link(var label, var url) ->
                List.of(new Tap(
                        "external-link", ShownText.label(label, "Open"), WebAddress.of(url.value()), List.of()));
            case InteractiveAction.LocationRequest request -> List.of(new Tap("map-pin", "Send location"));
            case InteractiveAction.ContactInfoRequest request ->
                List.of(new Tap("contact-round", "Share phone number"));
            case InteractiveAction.CallPermissionRequest request -> List.of(new Tap("phone", "Allow calls"));
        };
    }

    private static Section section(InteractiveAction.Section section) {
        return new Section(
                orNull(section.title()),
                section.choices().stream()
                        .map(choice -> new Row(ShownText.label(choice.title(), "Answer"), orNull(choice.description())))
                        .toList());
    }

    private static String named(MessageHeader.File file) {
        String kind =
                switch (file.kind()) {
                    case IMAGE -> "Photo";
                    case VIDEO -> "Video";
                    case AUDIO, VOICE_NOTE -> "Audio";
                    case DOCUMENT -> "Document";
                    case STICKER, ANIMATED_STICKER -> "Sticker";
                };
        return ShownText.label(file.filename(), kind);
    }

    private static @Nullable String orNull(@Nullable MessageText text) {
        String shown = ShownText.label(text, "");
        return shown.isEmpty() ? null : shown;
    }
}
