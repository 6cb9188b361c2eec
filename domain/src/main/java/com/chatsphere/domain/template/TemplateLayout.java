package com.chatsphere.domain.template;

import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a template is made up, with its placeholders; a card of a carousel is made up in the same way.
 *
 * @param format whether placeholders have numbers or names
 * @param offer the text of a limited-time offer
 * @see <a href="https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components">Meta,
 *     template components</a>
 */
public record TemplateLayout(
        ParameterFormat format,
        @Nullable Header header,
        MessageText body,
        @Nullable MessageText footer,
        List<Button> buttons,
        List<TemplateLayout> cards,
        @Nullable Offer offer) {

    public TemplateLayout {
        buttons = List.copyOf(buttons);
        cards = List.copyOf(cards);
    }

    /** How placeholders are told apart: {@code {{1}}} or <code>{{first_name}}</code>. */
    public enum ParameterFormat {
        POSITIONAL,
        NAMED
    }

    /** What stands at the top. */
    public sealed interface Header {
        /** A line that may hold a placeholder. */
        record Text(MessageText text) implements Header {}

        /** A file that goes along with every message. */
        record File(MediaKind kind) implements Header {}

        /** A place that goes along with every message. */
        record Place() implements Header {}

        /** Something that cannot be filled in here, for example a product; {@code format} is Meta's word. */
        record Other(String format) implements Header {}
    }

    /**
     * A button.
     *
     * @param target the address or the phone number, where it has one; an address may end with a placeholder
     */
    public record Button(
            ButtonKind kind, MessageText label, @Nullable MessageText target) {
        /** Whether something has to be filled in for it. */
        public boolean takesValue() {
            return kind == ButtonKind.COPY_CODE
                    || (kind == ButtonKind.URL
                            && target != null
                            && !Placeholder.in(target).isEmpty());
        }
    }

    /** What a button does. */
    public enum ButtonKind {
        QUICK_REPLY,
        URL,
        PHONE_NUMBER,
        COPY_CODE,
        /** Copies or hands over a one-time password. */
        OTP,
        FLOW,
        VOICE_CALL,
        REQUEST_CONTACT_INFO,
        CATALOG,
        /** Needs a choice of products. */
        PRODUCTS,
        OTHER
    }

    /** A limited-time offer. */
    public record Offer(MessageText text, boolean expires) {}

    /** Checks that everything is filled in, and nothing else. */
    public void require(TemplateValues values) {
        requireAt("", values);
    }

    private void requireAt(String path, TemplateValues values) {
        switch (header) {
            case Header.Text(var text) -> requireAll(path + "header", Placeholder.in(text), values.header());
            case Header.File(var kind) -> {
                boolean fits = values.headerContent() instanceof MessageHeader.File file && file.kind() == kind;
                if (!fits) {
                    throw new TemplateRejection.ValueMissing(path + "header", kind.name());
                }
            }
            case Header.Place() -> {
                if (!(values.headerContent() instanceof MessageHeader.Place)) {
                    throw new TemplateRejection.ValueMissing(path + "header", "LOCATION");
                }
            }
            case Header.Other(var other) -> throw new TemplateRejection.NotSupported(other);
            case null -> requireAll(path + "header", Set.of(), values.header());
        }
        requireAll(path + "body", Placeholder.in(body), values.body());
        requireButtons(path, values);
        if (cards.size() != values.cards().size()) {
            throw new TemplateRejection.WrongCount(
                    path + "cards", cards.size(), values.cards().size());
        }
        for (int index = 0; index < cards.size(); index++) {
            cards.get(index)
                    .requireAt("cards[%d].".formatted(index), values.cards().get(index));
        }
        if (offer != null && offer.expires() && values.offerEndsAt() == null) {
            throw new TemplateRejection.ValueMissing(path + "offer", "expiration time");
        }
    }

    private static void requireAll(String where, Set<String> placeholders, Map<String, MessageText> values) {
        for (String placeholder : placeholders) {
            MessageText value = values.get(placeholder);
            if (value == null || value.value().isBlank()) {
                throw new TemplateRejection.ValueMissing(where, "{{" + placeholder + "}}");
            }
        }
        Set<String> unknown = new HashSet<>(values.keySet());
        unknown.removeAll(placeholders);
        if (!unknown.isEmpty()) {
            throw new TemplateRejection.NoSuchPlaceholder(
                    where, unknown.stream().sorted().toList(), placeholders.size());
        }
    }

    private void requireButtons(String path, TemplateValues values) {
        for (int index = 0; index < buttons.size(); index++) {
            Button button = buttons.get(index);
            if (button.kind() == ButtonKind.PRODUCTS) {
                throw new TemplateRejection.NotSupported("a choice of products");
            }
            MessageText value = values.buttons().get(index);
            if (button.takesValue() && (value == null || value.value().isBlank())) {
                throw new TemplateRejection.ValueMissing(
                        path + "buttons[%d]".formatted(index), button.label().value());
            }
        }
        for (Integer index : values.buttons().keySet()) {
            boolean takesOne = index >= 0
                    && index < buttons.size()
                    && (buttons.get(index).takesValue() || buttons.get(index).kind() == ButtonKind.QUICK_REPLY);
            if (!takesOne) {
                throw new TemplateRejection.NoSuchPlaceholder(
                        path + "buttons", List.of(String.valueOf(index)), buttons.size());
            }
        }
    }

    /** The template as the customer sees it; a placeholder without a value stays as it is. */
    public FilledTemplate filledWith(TemplateValues values) {
        MessageHeader shown = header instanceof Header.Text(var text)
                ? new MessageHeader.Text(Placeholder.fill(text, values.header()))
                : values.headerContent();
        List<FilledTemplate.Button> filledButtons = new ArrayList<>();
        for (int index = 0; index < buttons.size(); index++) {
            filledButtons.add(filled(buttons.get(index), values.buttons().get(index)));
        }
        return new FilledTemplate(
                shown,
                Placeholder.fill(body, values.body()),
                footer,
                filledButtons,
                pairwise(cards, values.cards(), TemplateLayout::filledWith),
                offer == null ? null : offer.text(),
                values.offerEndsAt());
    }

    private static FilledTemplate.Button filled(Button button, @Nullable MessageText value) {
        MessageText target = button.target();
        if (value == null || target == null) {
            return new FilledTemplate.Button(
                    button.kind(), button.label(), button.kind() == ButtonKind.COPY_CODE ? value : target);
        }
        Map<String, MessageText> all = new TreeMap<>();
        Placeholder.in(target).forEach(placeholder -> all.put(placeholder, value));
        return new FilledTemplate.Button(button.kind(), button.label(), Placeholder.fill(target, all));
    }

    private static <A, B, R> List<R> pairwise(List<A> some, List<B> others, BiFunction<A, B, R> together) {
        List<R> all = new ArrayList<>();
        for (int index = 0; index < Math.min(some.size(), others.size()); index++) {
            all.add(together.apply(some.get(index), others.get(index)));
        }
        return all;
    }
}
