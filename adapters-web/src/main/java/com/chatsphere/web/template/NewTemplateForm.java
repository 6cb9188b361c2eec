package com.chatsphere.web.template;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.Placeholder;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateCommand.AddTemplate;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.web.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A template as somebody describes it by hand.
 *
 * @param buttons a line each: the label of a quick reply, or a label, a bar and an address or a phone number
 */
record NewTemplateForm(
        @Nullable String account,
        @Nullable String name,
        @Nullable String language,
        @Nullable String category,
        @Nullable String header,
        @Nullable String title,
        @Nullable String body,
        @Nullable String footer,
        @Nullable String buttons,
        @Nullable String note) {
    private static final int LONGEST_BODY = 1_024;
    private static final int LONGEST_LINE = 60;
    private static final int LONGEST_LABEL = 25;
    private static final int MOST_BUTTONS = 10;

    /** The order, with the JSON of its components as {@code notation} writes it. */
    AddTemplate toCommand(String waba, Function<TemplateLayout, String> notation, AgentId by, Instant at) {
        String given = written(name);
        if (!given.matches("[a-z0-9_]{1,512}")) {
            throw Problem.badRequest(
                    "invalid_name", "The name has to be as at Meta: small letters, digits and underscores.");
        }
        TemplateName called = new TemplateName(given);
        TemplateLanguage in = wantedLanguage();
        TemplateLayout layout = layout();
        String about = written(note);
        return new AddTemplate(
                TemplateId.of(waba, called, in),
                waba,
                called,
                in,
                wantedCategory(),
                layout,
                notation.apply(layout),
                about.isEmpty() ? null : about,
                by,
                at);
    }

    private TemplateLanguage wantedLanguage() {
        String code = written(language);
        if (!code.matches("[a-z]{2,3}(_[A-Za-z]{2,4})?")) {
            throw Problem.badRequest("invalid_language", "The language has to be a code such as en_US.");
        }
        return new TemplateLanguage(code);
    }

    private TemplateCategory wantedCategory() {
        String word = written(category).toUpperCase(Locale.ROOT);
        return Stream.of(TemplateCategory.UTILITY, TemplateCategory.MARKETING, TemplateCategory.AUTHENTICATION)
                .filter(known -> known.value().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("invalid_category", "Please choose a category."));
    }

    private TemplateLayout layout() {
        String text = written(body);
        if (text.isEmpty()) {
            throw Problem.badRequest("missing_field", "The text is empty.");
        }
        requireShort("The text", text, LONGEST_BODY);
        String line = written(footer);
        requireShort("The footer", line, LONGEST_LINE);
        Header top = wantedHeader();
        boolean named = Stream.concat(
                        Placeholder.in(new MessageText(text)).stream(),
                        top instanceof Header.Text(var words) ? Placeholder.in(words).stream() : Stream.empty())
                .anyMatch(placeholder -> !placeholder.chars().allMatch(Character::isDigit));
        return new TemplateLayout(
                named ? ParameterFormat.NAMED : ParameterFormat.POSITIONAL,
                top,
                new MessageText(text),
                line.isEmpty() ? null : new MessageText(line),
                wantedButtons(),
                List.of(),
                null);
    }

    private @Nullable Header wantedHeader() {
        return switch (written(header)) {
            case "", "none" -> null;
            case "text" -> {
                String words = written(title);
                requireShort("The header", words, LONGEST_LINE);
                if (words.isEmpty()) {
                    throw Problem.badRequest("missing_field", "The header is empty.");
                }
                yield new Header.Text(new MessageText(words));
            }
            case "image" -> new Header.File(MediaKind.IMAGE);
            case "video" -> new Header.File(MediaKind.VIDEO);
            case "document" -> new Header.File(MediaKind.DOCUMENT);
            case "location" -> new Header.Place();
            default -> throw Problem.badRequest("invalid_field", "There is no such header.");
        };
    }

    private List<Button> wantedButtons() {
        List<Button> all = written(buttons)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(NewTemplateForm::button)
                .toList();
        if (all.size() > MOST_BUTTONS) {
            throw Problem.badRequest("wrong_count", "A template has at most %d buttons.".formatted(MOST_BUTTONS));
        }
        return all;
    }

    private static Button button(String line) {
        int bar = line.indexOf('|');
        String label = (bar < 0 ? line : line.substring(0, bar)).strip();
        String target = bar < 0 ? "" : line.substring(bar + 1).strip();
        if (label.isEmpty()) {
            throw Problem.badRequest("missing_field", "A button has no label.");
        }
        requireShort("The label of a button", label, LONGEST_LABEL);
        if (target.isEmpty()) {
            return new Button(ButtonKind.QUICK_REPLY, new MessageText(label), null);
        }
        if (target.matches("(?i)https?://\\S+")) {
            return new Button(ButtonKind.URL, new MessageText(label), new MessageText(target));
        }
        if (target.matches("\\+?[0-9 ()-]{5,25}")) {
            return new Button(ButtonKind.PHONE_NUMBER, new MessageText(label), new MessageText(target));
        }
        throw Problem.badRequest(
                "invalid_field", "“%s” is neither an address with https:// nor a phone number.".formatted(target));
    }

    private static void requireShort(String what, String text, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            throw Problem.badRequest("too_long", "%s has at most %,d characters.".formatted(what, most));
        }
    }

    private static String written(@Nullable String text) {
        return text == null ? "" : text.replace("\r\n", "\n").strip();
    }
}
