package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.Handset.Impossible;
import com.chatsphere.meta.sandbox.MediaShelf.Stored;
import com.chatsphere.meta.sandbox.WebhookBody.Manners;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the page does on behalf of a customer. */
final class PhoneKeys {
    private static final int LONGEST_REQUEST = 64 * 1024;
    private static final int LONGEST_TEXT = 4_096;
    private static final long MOST_BYTES = 100L << 20;
    private static final Set<String> SHOWN = Set.of("image", "audio", "video");

    private final Sandbox sandbox;
    private final Phones phones;
    private final Handset handset;
    private final Person person;
    private final MediaShelf shelf;

    PhoneKeys(Sandbox sandbox, Phones phones, Handset handset, Person person, MediaShelf shelf) {
        this.sandbox = sandbox;
        this.phones = phones;
        this.handset = handset;
        this.person = person;
        this.shelf = shelf;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/sandbox/api/customers", request -> {
                    Customer added = person.add(body(request));
                    return PageJson.answer(201, PageJson.of(added));
                })
                .PATCH("/sandbox/api/customers/{id}", request -> {
                    person.change(phone(request), body(request));
                    return ServerResponse.noContent().build();
                })
                .POST("/sandbox/api/customers/{id}/messages", this::write)
                .POST("/sandbox/api/customers/{id}/files", this::sendFile)
                .POST("/sandbox/api/customers/{id}/reactions", this::react)
                .POST("/sandbox/api/customers/{id}/edits", this::edit)
                .POST("/sandbox/api/customers/{id}/deletions", this::delete)
                .POST("/sandbox/api/customers/{id}/presses", this::press)
                .POST("/sandbox/api/customers/{id}/plays", this::play)
                .GET("/sandbox/api/files/{id}", this::file)
                .onError(Impossible.class, (failure, _) -> PageJson.refuse(String.valueOf(failure.getMessage())))
                .onError(Missing.class, (_, _) -> ServerResponse.notFound().build())
                .build();
    }

    /** Whom or what the address names is not there. */
    private static final class Missing extends RuntimeException {
        Missing() {
            super(null, null, false, false);
        }
    }

    private ServerResponse write(ServerRequest request) throws IOException {
        Phone phone = phone(request);
        JsonNode asked = body(request);
        Content content = asked.has("content") ? content(asked.path("content")) : new Content.Text(text(asked));
        return written(handset.write(phone, content, manners(asked)));
    }

    /** Customers send no more than this by hand; files come by themselves. */
    private static Content content(JsonNode asked) {
        try {
            Content content = MetaJson.MAPPER.treeToValue(asked, Content.class);
            return switch (content) {
                case Content.Text(var body) when !body.isBlank() && body.length() <= LONGEST_TEXT -> content;
                case Content.Place _, Content.Cards _, Content.Order _, Content.Unsupported _, Content.Welcome _ ->
                    content;
                default -> throw new Impossible("This cannot be sent from a phone.");
            };
        } catch (JacksonException | NullPointerException unreadable) {
            throw new Impossible("This cannot be sent from a phone.");
        }
    }

    private static Manners manners(JsonNode asked) {
        String forwarded = MetaJson.text(asked, "forwarded");
        if (forwarded != null && !Set.of("forwarded", "frequently_forwarded").contains(forwarded)) {
            throw new Impossible("A message is forwarded or frequently_forwarded.");
        }
        return new Manners(
                MetaJson.text(asked, "replyTo"), forwarded, asked.path("fromAd").asBoolean(false));
    }

    /** Either one of the samples, or the body itself. */
    private ServerResponse sendFile(ServerRequest request) throws IOException {
        Phone phone = phone(request);
        Sample sample = request.param("sample").flatMap(Sample::named).orElse(null);
        String mimeType = sample == null
                ? request.param("type")
                        .filter(type -> type.matches("[\\w.+-]{1,60}/[\\w.+-]{1,90}(; ?[\\w=.+-]{1,60})?"))
                        .orElse("application/octet-stream")
                : sample.mimeType();
        String filename = sample == null
                ? request.param("filename").filter(name -> name.length() <= 240).orElse("file")
                : sample.filename();
        FileKind kind = request.param("document").isPresent() ? FileKind.DOCUMENT : FileKind.of(mimeType);
        boolean voice = sample == Sample.VOICE
                || (kind == FileKind.AUDIO && request.param("voice").isPresent());
        String caption =
                request.param("caption").filter(text -> !text.isBlank()).orElse(null);
        try (InputStream content =
                sample == null ? request.servletRequest().getInputStream() : new ByteArrayInputStream(sample.bytes())) {
            Stored stored = shelf.put(content, mimeType, filename, MOST_BYTES, false);
            if (stored.size() == 0) {
                shelf.remove(stored.id());
                throw new Impossible("The file is empty.");
            }
            boolean captioned = kind == FileKind.IMAGE || kind == FileKind.VIDEO || kind == FileKind.DOCUMENT;
            Content.File file = new Content.File(
                    kind,
                    stored.id(),
                    null,
                    mimeType,
                    kind == FileKind.DOCUMENT ? filename : null,
                    captioned ? caption : null,
                    voice,
                    stored.size());
            return written(handset.write(
                    phone, file, Manners.answering(request.param("replyTo").orElse(null))));
        } catch (MediaShelf.TooLong tooLong) {
            throw new Impossible("WhatsApp carries files of at most 100 MB.");
        }
    }

    private ServerResponse react(ServerRequest request) throws IOException {
        JsonNode asked = body(request);
        handset.react(phone(request), bubble(request, asked), MetaJson.text(asked, "emoji"));
        return ServerResponse.noContent().build();
    }

    private ServerResponse edit(ServerRequest request) throws IOException {
        JsonNode asked = body(request);
        handset.edit(phone(request), bubble(request, asked), text(asked));
        return ServerResponse.noContent().build();
    }

    private ServerResponse delete(ServerRequest request) throws IOException {
        handset.delete(phone(request), bubble(request, body(request)));
        return ServerResponse.noContent().build();
    }

    private ServerResponse press(ServerRequest request) throws IOException {
        JsonNode asked = body(request);
        Integer card = asked.has("card") && !asked.path("card").isNull()
                ? Integer.valueOf(asked.path("card").asInt(-1))
                : null;
        return written(handset.press(
                phone(request),
                bubble(request, asked),
                card,
                asked.path("button").asInt(-1),
                MetaJson.text(asked, "choice")));
    }

    private ServerResponse play(ServerRequest request) throws IOException {
        sandbox.play(phone(request).customer().id(), bubble(request, body(request)));
        return ServerResponse.noContent().build();
    }

    /** Only what a browser shows without running anything in it is shown, everything else is offered for saving. */
    private ServerResponse file(ServerRequest request) {
        Stored stored = shelf.find(request.pathVariable("id")).orElseThrow(Missing::new);
        String bare = FileKind.bare(stored.mimeType());
        boolean shown = SHOWN.contains(bare.split("/", 2)[0]) && !bare.contains("svg");
        return StandInMedia.file(shelf, stored, shown ? stored.mimeType() : "application/octet-stream");
    }

    private Phone phone(ServerRequest request) {
        return phones.of(request.pathVariable("id")).orElseThrow(Missing::new);
    }

    private Bubble bubble(ServerRequest request, JsonNode asked) {
        String wamid = Objects.requireNonNullElse(MetaJson.text(asked, "wamid"), "");
        return phone(request).bubble(wamid).orElseThrow(Missing::new);
    }

    private static String text(@Nullable JsonNode asked) {
        String text = asked == null ? null : MetaJson.text(asked, "text");
        if (text == null || text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new Impossible("A message has 1 to 4096 characters.");
        }
        return text;
    }

    private static JsonNode body(ServerRequest request) throws IOException {
        return JsonRequest.read(request, LONGEST_REQUEST)
                .orElseThrow(() -> new Impossible("The request is not a JSON object."));
    }

    private static ServerResponse written(Bubble bubble) {
        return PageJson.answer(202, MetaJson.MAPPER.createObjectNode().put("wamid", bubble.wamid()));
    }
}
