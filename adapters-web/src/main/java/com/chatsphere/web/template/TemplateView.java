package com.chatsphere.web.template;

import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateValues;
import com.chatsphere.web.message.ShownText;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A template as the customer sees it on the phone, or while its blanks are being filled in. */
public record TemplateView(
        @Nullable Top top,
        List<Stretch> body,
        @Nullable String footer,
        @Nullable Offer offer,
        List<Tap> taps,
        List<TemplateView> cards) {

    /**
     * What stands at the top.
     *
     * @param kind {@code text}, {@code image}, {@code video}, {@code document}, {@code place} or {@code other}
     * @param name of the document or of the place, if it has one
     */
    public record Top(
            String kind,
            String icon,
            List<Stretch> words,
            String name,
            @Nullable String nameSlot,
            String detail,
            @Nullable String detailSlot) {
        public boolean isText() {
            return kind.equals("text");
        }
    }

    /** A button, and where it leads; nobody here is led there by anything but an address of the web. */
    public record Tap(
            String icon,
            String label,
            @Nullable String address,
            @Nullable String detail) {}

    /** A limited-time offer. */
    public record Offer(String text, @Nullable Instant endsAt) {}

    /** As it was sent. */
    public static TemplateView of(MessageContent.Template template) {
        return of(template.layout(), template.values(), null);
    }

    /** As it is made up, with its blanks. */
    public static TemplateView of(TemplateLayout layout) {
        return of(layout, TemplateValues.NONE, null);
    }

    /** With these values, to be filled in further. */
    static TemplateView fillable(TemplateLayout layout, TemplateValues values) {
        return of(layout, values, "");
    }

    private static TemplateView of(TemplateLayout layout, TemplateValues values, @Nullable String path) {
        List<Tap> taps = new ArrayList<>();
        for (int index = 0; index < layout.buttons().size(); index++) {
            taps.add(tap(layout.buttons().get(index), values.buttons().get(index)));
        }
        List<TemplateView> cards = new ArrayList<>();
        for (int index = 0; index < layout.cards().size(); index++) {
            TemplateValues given =
                    index < values.cards().size() ? values.cards().get(index) : TemplateValues.NONE;
            cards.add(of(layout.cards().get(index), given, path == null ? null : path + "cards.%d.".formatted(index)));
        }
        TemplateLayout.Offer offer = layout.offer();
        return new TemplateView(
                top(layout.header(), values, path),
                TemplateText.of(layout.body(), values.body(), path == null ? null : path + "body"),
                layout.footer() == null ? null : ShownText.lines(layout.footer().value()),
                offer == null
                        ? null
                        : new Offer(ShownText.label(offer.text(), "Limited-time offer"), values.offerEndsAt()),
                taps,
                cards);
    }

    private static @Nullable Top top(@Nullable Header header, TemplateValues values, @Nullable String path) {
        return switch (header) {
            case Header.Text(var text) ->
                new Top(
                        "text",
                        "",
                        TemplateText.of(text, values.header(), path == null ? null : path + "header"),
                        "",
                        null,
                        "",
                        null);
            case Header.File(var kind) -> file(kind, values.headerContent(), path);
            case Header.Place() -> place(values.headerContent(), path);
            case Header.Other(var format) ->
                new Top("other", "package", List.of(), ShownText.label(format, "Other"), null, "", null);
            case null -> null;
        };
    }

    private static Top file(MediaKind kind, @Nullable MessageHeader given, @Nullable String path) {
        MessageText name = given instanceof MessageHeader.File file ? file.filename() : null;
        return switch (kind) {
            case IMAGE -> new Top("image", "image", List.of(), "Photo", null, "", null);
            case VIDEO -> new Top("video", "video", List.of(), "Video", null, "", null);
            default ->
                new Top(
                        "document",
                        "file-text",
                        List.of(),
                        ShownText.label(name, "Document"),
                        path == null ? null : path + "header.filename",
                        "",
                        null);
        };
    }

    private static Top place(@Nullable MessageHeader given, @Nullable String path) {
        MessageHeader.Place place = given instanceof MessageHeader.Place known ? known : null;
        return new Top(
                "place",
                "map-pin",
                List.of(),
                ShownText.label(place == null ? null : place.name(), "Location"),
                path == null ? null : path + "header.name",
                ShownText.label(place == null ? null : place.address(), ""),
                path == null ? null : path + "header.address");
    }

    private static Tap tap(TemplateLayout.Button button, @Nullable MessageText value) {
        String label = ShownText.label(button.label(), "Button");
        return switch (button.kind()) {
            case QUICK_REPLY -> new Tap("reply", label, null, null);
            case URL -> link(label, button.target(), value);
            case PHONE_NUMBER -> new Tap("phone", label, null, orNull(button.target()));
            case COPY_CODE, OTP -> new Tap("copy", label, null, orNull(value));
            case FLOW -> new Tap("clipboard-list", label, null, null);
            case VOICE_CALL -> new Tap("phone-call", label, null, null);
            case REQUEST_CONTACT_INFO -> new Tap("contact-round", label, null, null);
            case CATALOG, PRODUCTS -> new Tap("shopping-bag", label, null, null);
            case OTHER -> new Tap("mouse-pointer-click", label, null, null);
        };
    }

    private static Tap link(String label, @Nullable MessageText target, @Nullable MessageText value) {
        if (target == null) {
            return new Tap("external-link", label, null, null);
        }
        String address = value == null ? target.value() : filled(target.value(), value.value());
        return new Tap("external-link", label, webAddress(address), ShownText.label(address, ""));
    }

    private static String filled(String target, String value) {
        int from = target.indexOf("{{");
        int to = target.indexOf("}}", from);
        return from < 0 || to < 0 ? target : target.substring(0, from) + value + target.substring(to + 2);
    }

    private static @Nullable String webAddress(String address) {
        try {
            URI uri = new URI(address);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getRawAuthority() != null ? address : null;
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }

    private static @Nullable String orNull(@Nullable MessageText text) {
        String shown = ShownText.label(text, "");
        return shown.isEmpty() ? null : shown;
    }

    /** Its words without any looks, for where there is room for one line only. */
    static String line(TemplateLayout layout) {
        String body = plain(layout.body());
        return body.isEmpty() && layout.header() instanceof Header.Text(var text) ? plain(text) : body;
    }

    private static String plain(MessageText text) {
        String words = TemplateText.of(text, Map.of(), null).stream()
                .map(Stretch::text)
                .collect(Collectors.joining());
        return ShownText.label(words, "");
    }

    /** Whether there are buttons beside those of its cards. */
    public boolean hasTaps() {
        return !taps.isEmpty();
    }
}
