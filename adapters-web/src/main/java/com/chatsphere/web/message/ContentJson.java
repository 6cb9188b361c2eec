package com.chatsphere.web.message;

import com.chatsphere.domain.message.ContactCard;
import com.chatsphere.domain.message.InteractiveAction;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.web.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what is to be sent as JSON, in the very shapes of Meta's Cloud API; a refusal names the field.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages">Meta, sending messages</a>
 */
public final class ContentJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private ContentJson() {}

    /** A place: {@code {latitude, longitude, name?, address?}}. */
    public static MessageContent.Location location(JsonNode json) {
        Place place = read("location", json, Place.class);
        return new MessageContent.Location(
                degrees("location.latitude", place.latitude()),
                degrees("location.longitude", place.longitude()),
                text("location.name", place.name()),
                text("location.address", place.address()),
                null);
    }

    /** Business cards: {@code [{name: {formatted_name}, phones?, emails?, addresses?, urls?, org?, birthday?}]}. */
    public static MessageContent.Contacts contacts(JsonNode json) {
        if (!json.isArray()) {
            throw Problem.badRequest("invalid_field", "contacts has to be a list.")
                    .at("contacts");
        }
        return new MessageContent.Contacts(json.valueStream()
                .map(card -> card("contacts", read("contacts", card, Card.class)))
                .toList());
    }

    /** A file that WhatsApp holds already: {@code {type, id, caption?, filename?, voice?}}. */
    public static MessageContent.Media media(JsonNode json) {
        Upload upload = read("media", json, Upload.class);
        if (upload.id() == null || upload.id().isBlank()) {
            throw Problem.badRequest("missing_field", "media needs the id of an uploaded file.")
                    .at("media.id");
        }
        return new MessageContent.Media(
                kind(upload),
                new RemoteMedia(new MediaId(upload.id()), null, null, text("media.filename", upload.filename())),
                text("media.caption", upload.caption()));
    }

    private static MediaKind kind(Upload upload) {
        return switch (upload.type()) {
            case "image" -> MediaKind.IMAGE;
            case "video" -> MediaKind.VIDEO;
            case "audio" -> Boolean.TRUE.equals(upload.voice()) ? MediaKind.VOICE_NOTE : MediaKind.AUDIO;
            case "document" -> MediaKind.DOCUMENT;
            case "sticker" -> MediaKind.STICKER;
            case null, default ->
                throw Problem.badRequest(
                                "invalid_field", "media.type has to be image, video, audio, document or sticker.")
                        .at("media.type");
        };
    }

    private record Upload(
            @Nullable String type,
            @Nullable String id,
            @Nullable String caption,
            @Nullable String filename,
            @Nullable Boolean voice) {}

    /** A question to be answered with a tap: {@code {type, header?, body, footer?, action}}. */
    public static MessageContent.Interactive interactive(JsonNode json) {
        Question question = read("interactive", json, Question.class);
        return new MessageContent.Interactive(
                question.header() == null ? null : header(question.header()),
                written("interactive.body.text", question.body()),
                question.footer() == null ? null : written("interactive.footer.text", question.footer()),
                action(question));
    }

    private static InteractiveAction action(Question question) {
        Action action = question.action() == null ? Action.NONE : question.action();
        return switch (question.type()) {
            case "button" ->
                new InteractiveAction.ReplyButtons(present(action.buttons()).stream()
                        .map(button -> choice("interactive.action.buttons", button.reply()))
                        .toList());
            case "list" ->
                new InteractiveAction.ChoiceList(
                        said("interactive.action.button", action.button()),
                        present(action.sections()).stream()
                                .map(section -> new InteractiveAction.Section(
                                        text("interactive.action.sections", section.title()),
                                        present(section.rows()).stream()
                                                .map(row -> choice("interactive.action.sections", row))
                                                .toList()))
                                .toList());
            case "cta_url" -> {
                Parameters parameters = Objects.requireNonNullElse(action.parameters(), Parameters.NONE);
                yield new InteractiveAction.Link(
                        said("interactive.action.parameters.display_text", parameters.display_text()),
                        said("interactive.action.parameters.url", parameters.url()));
            }
            case "location_request_message" -> new InteractiveAction.LocationRequest();
            case "request_contact_info" -> new InteractiveAction.ContactInfoRequest();
            case "call_permission_request" -> new InteractiveAction.CallPermissionRequest();
            case null, default ->
                throw Problem.badRequest(
                                "invalid_field",
                                "interactive.type has to be button, list, cta_url, location_request_message,"
                                        + " request_contact_info or call_permission_request.")
                        .at("interactive.type");
        };
    }

    private static MessageHeader header(Header header) {
        return switch (header.type()) {
            case "text" -> new MessageHeader.Text(said("interactive.header.text", header.text()));
            case "image" -> file(MediaKind.IMAGE, header.image());
            case "video" -> file(MediaKind.VIDEO, header.video());
            case "document" -> file(MediaKind.DOCUMENT, header.document());
            case null, default ->
                throw Problem.badRequest(
                                "invalid_field", "interactive.header.type has to be text, image, video or document.")
                        .at("interactive.header.type");
        };
    }

    private static MessageHeader file(MediaKind kind, @Nullable File file) {
        if (file == null || file.id() == null || file.id().isBlank()) {
            throw Problem.badRequest("missing_field", "interactive.header needs the id of an uploaded file.")
                    .at("interactive.header");
        }
        return new MessageHeader.File(
                kind, new MediaId(file.id()), text("interactive.header.document.filename", file.filename()));
    }

    private static InteractiveAction.Choice choice(String field, @Nullable Choice choice) {
        Choice given = choice == null ? Choice.NONE : choice;
        return new InteractiveAction.Choice(
                Objects.requireNonNullElse(given.id(), ""),
                said(field, given.title()),
                text(field, given.description()));
    }

    private static ContactCard card(String field, Card card) {
        PersonName name = card.name();
        return new ContactCard(
                text(field, name == null ? null : name.shown()),
                present(card.phones()).stream()
                        .map(phone -> new ContactCard.Phone(said(field, phone.phone()), null, phone.type()))
                        .toList(),
                lines(field, card.emails(), Email::email, Email::type),
                lines(field, card.addresses(), Address::shown, Address::type),
                lines(field, card.urls(), Page::url, Page::type),
                card.org() == null ? null : text(field, card.org().shown()),
                text(field, card.birthday()),
                false);
    }

    private static <L> List<ContactCard.Line> lines(
            String field,
            @Nullable List<@Nullable L> lines,
            Function<L, @Nullable String> value,
            Function<L, @Nullable String> label) {
        return present(lines).stream()
                .map(line -> new ContactCard.Line(said(field, value.apply(line)), label.apply(line)))
                .toList();
    }

    private static double degrees(String field, @Nullable Double degrees) {
        if (degrees == null) {
            throw Problem.badRequest("missing_field", field + " is required.").at(field);
        }
        return degrees;
    }

    private static MessageText written(String field, @Nullable Text text) {
        return said(field, text == null ? null : text.text());
    }

    /** What is missing is empty: the limits then say so. */
    private static MessageText said(String field, @Nullable String text) {
        return Objects.requireNonNullElse(text(field, text), new MessageText(""));
    }

    private static @Nullable MessageText text(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Problem.badRequest("invalid_text", field + " has a character that is none.")
                    .at(field);
        }
        String stripped = text.strip();
        return stripped.isEmpty() ? null : new MessageText(stripped);
    }

    private static <T> List<T> present(@Nullable List<@Nullable T> list) {
        return list == null
                ? List.of()
                : list.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
    }

    private static <T> T read(String field, JsonNode json, Class<T> type) {
        if (!json.isObject()) {
            throw Problem.badRequest("invalid_field", field + " has to be an object.")
                    .at(field);
        }
        try {
            return JSON.treeToValue(json, type);
        } catch (UnrecognizedPropertyException unknown) {
            throw Problem.badRequest("unknown_field", field + " has a field that is not known.")
                    .at(field);
        } catch (JacksonException malformed) {
            throw Problem.badRequest("invalid_field", field + " has a value that does not fit.")
                    .at(field);
        }
    }

    private record Place(
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable String name,
            @Nullable String address) {}

    private record Question(
            @Nullable String type,
            @Nullable Header header,
            @Nullable Text body,
            @Nullable Text footer,
            @Nullable Action action) {}

    private record Text(@Nullable String text) {}

    private record Header(
            @Nullable String type,
            @Nullable String text,
            @Nullable File image,
            @Nullable File video,
            @Nullable File document) {}

    private record File(@Nullable String id, @Nullable String filename) {}

    private record Action(
            @Nullable String name,
            @Nullable List<@Nullable Button> buttons,
            @Nullable String button,
            @Nullable List<@Nullable Rows> sections,
            @Nullable Parameters parameters) {
        static final Action NONE = new Action(null, null, null, null, null);
    }

    private record Button(@Nullable String type, @Nullable Choice reply) {}

    private record Choice(
            @Nullable String id,
            @Nullable String title,
            @Nullable String description) {
        static final Choice NONE = new Choice(null, null, null);
    }

    private record Rows(@Nullable String title, @Nullable List<@Nullable Choice> rows) {}

    private record Parameters(
            @Nullable String display_text, @Nullable String url) {
        static final Parameters NONE = new Parameters(null, null);
    }

    private record Card(
            @Nullable PersonName name,
            @Nullable List<@Nullable Phone> phones,
            @Nullable List<@Nullable Email> emails,
            @Nullable List<@Nullable Address> addresses,
            @Nullable List<@Nullable Page> urls,
            @Nullable Company org,
            @Nullable String birthday) {}

    private record PersonName(
            @Nullable String formatted_name,
            @Nullable String prefix,
            @Nullable String first_name,
            @Nullable String middle_name,
            @Nullable String last_name,
            @Nullable String suffix) {
        String shown() {
            return formatted_name == null
                    ? joined(" ", prefix, first_name, middle_name, last_name, suffix)
                    : formatted_name;
        }
    }

    private record Phone(
            @Nullable String phone,
            @Nullable String type,
            @Nullable String wa_id) {}

    private record Email(@Nullable String email, @Nullable String type) {}

    private record Page(@Nullable String url, @Nullable String type) {}

    private record Address(
            @Nullable String street,
            @Nullable String city,
            @Nullable String state,
            @Nullable String zip,
            @Nullable String country,
            @Nullable String country_code,
            @Nullable String type) {
        String shown() {
            return joined(", ", street, city, state, zip, country == null ? country_code : country);
        }
    }

    private record Company(
            @Nullable String company,
            @Nullable String department,
            @Nullable String title) {
        String shown() {
            return joined(", ", company, department, title);
        }
    }

    private static String joined(String between, @Nullable String... parts) {
        return Stream.of(parts).filter(part -> part != null && !part.isBlank()).collect(Collectors.joining(between));
    }
}
