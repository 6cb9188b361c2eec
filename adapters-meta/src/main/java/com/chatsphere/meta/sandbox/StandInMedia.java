package com.chatsphere.meta.sandbox;

import com.chatsphere.application.Secret;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.MediaShelf.Stored;
import com.chatsphere.meta.webhook.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The stand-in for the Graph API's files: takes them, tells about them, hands them out and forgets them.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media">Meta, media</a>
 */
final class StandInMedia {
    private static final Duration ADDRESS_LIVES = Duration.ofMinutes(5);
    private static final long MOST_BYTES = 100L << 20;

    private final MediaShelf shelf;
    private final GraphGate gate;
    private final Secret secret;
    private final Supplier<URI> address;

    StandInMedia(MediaShelf shelf, GraphGate gate, Secret secret, Supplier<URI> address) {
        this.shelf = shelf;
        this.gate = gate;
        this.secret = secret;
        this.address = address;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/sandbox/graph/{version}/{number}/media", this::take)
                .GET("/sandbox/lookaside/{id}", this::fetch)
                .filter(gate)
                .build();
    }

    private ServerResponse take(ServerRequest request) throws IOException {
        StandInGraph.requireNumber(request.pathVariable("number"));
        String boundary = request.headers()
                .contentType()
                .map(type -> type.getParameter("boundary"))
                .orElseThrow(() -> Refusal.invalid("The request must be multipart/form-data.")
                        .asException());
        Upload upload = new Upload();
        try {
            Multipart.read(request.servletRequest().getInputStream(), boundary, part -> upload.take(part, shelf));
        } catch (MediaShelf.TooLong _) {
            throw Refusal.media("The file is larger than 100 MB.").asException();
        } catch (Multipart.Malformed malformed) {
            throw Refusal.invalid(String.valueOf(malformed.getMessage())).asException();
        }
        Stored stored = upload.checked(shelf);
        return GraphGate.json(MetaJson.MAPPER.createObjectNode().put("id", stored.id()));
    }

    /** What a request to upload has told so far. */
    private static final class Upload {
        private @Nullable String product;
        private @Nullable String type;
        private @Nullable Stored stored;

        void take(Multipart.Part part, MediaShelf shelf) throws IOException {
            switch (part.name()) {
                case "messaging_product" -> product = part.text(100);
                case "type" -> type = part.text(200);
                case "file" -> {
                    if (stored != null) {
                        throw Refusal.invalid("Param file is there twice.").asException();
                    }
                    stored = shelf.put(
                            part.content(),
                            part.contentType() == null ? "application/octet-stream" : part.contentType(),
                            part.filename(),
                            MOST_BYTES,
                            true);
                }
                default -> part.text(10_000);
            }
        }

        /** The file, if all is there and Meta takes such files; else it is gone again. */
        Stored checked(MediaShelf shelf) {
            Stored kept = stored;
            if (kept == null) {
                throw Refusal.missing("file").asException();
            }
            Refusal refusal = refusalOf(kept);
            if (refusal != null) {
                shelf.remove(kept.id());
                throw refusal.asException();
            }
            return kept;
        }

        private @Nullable Refusal refusalOf(Stored kept) {
            if (!"whatsapp".equals(product)) {
                return Refusal.missing("messaging_product");
            }
            if (type != null && !FileKind.bare(type).equals(FileKind.bare(kept.mimeType()))) {
                return Refusal.invalid(
                        "Param type (%s) is not that of the file (%s).".formatted(type, kept.mimeType()));
            }
            FileKind kind = FileKind.uploadable(kept.mimeType());
            if (kind == null) {
                return Refusal.invalid("Param file must be a file with one of the following types: %s. Received file of"
                                .formatted(FileKind.allTypes())
                        + " type '%s'.".formatted(kept.mimeType()));
            }
            return kept.size() > kind.mostBytes()
                    ? Refusal.media("The %s has %d bytes; at most %d are allowed."
                            .formatted(kind.type(), kept.size(), kind.mostBytes()))
                    : null;
        }
    }

    ServerResponse describe(String id, @Nullable String number) {
        Stored stored = shelf.find(id).orElseThrow(Refusal.NO_SUCH_OBJECT::asException);
        if (number != null && !number.equals(SandboxLine.NUMBER.value())) {
            throw Refusal.NO_SUCH_OBJECT.asException();
        }
        long until = Instant.now().plus(ADDRESS_LIVES).getEpochSecond();
        return GraphGate.json(MetaJson.MAPPER
                .createObjectNode()
                .put("messaging_product", "whatsapp")
                .put("url", StandInObjects.fileAddress(address.get(), stored, until, signature(id, until)))
                .put("mime_type", stored.mimeType())
                .put("sha256", stored.sha256())
                .put("file_size", stored.size())
                .put("id", id));
    }

    ServerResponse delete(String id) {
        if (!shelf.remove(id)) {
            throw Refusal.NO_SUCH_OBJECT.asException();
        }
        return GraphGate.json(MetaJson.MAPPER.createObjectNode().put("success", true));
    }

    private ServerResponse fetch(ServerRequest request) {
        String id = request.pathVariable("id");
        String ext =
                request.param("ext").filter(text -> text.matches("[0-9]{1,12}")).orElse("0");
        long until = Long.parseLong(ext);
        boolean valid = Instant.now().getEpochSecond() <= until
                && request.param("hash").filter(signature(id, until)::equals).isPresent();
        return shelf.find(id)
                .filter(_ -> valid)
                .map(stored -> file(shelf, stored, stored.mimeType()))
                .orElseGet(() -> ServerResponse.notFound().build());
    }

    static ServerResponse file(MediaShelf shelf, Stored stored, String type) {
        return ServerResponse.ok()
                .header("Content-Type", type)
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "private, max-age=300")
                .build((_, response) -> {
                    response.setContentLengthLong(stored.size());
                    Files.copy(shelf.path(stored.id()), response.getOutputStream());
                    return null;
                });
    }

    private String signature(String id, long until) {
        return WebhookSignature.of("%s:%d".formatted(id, until).getBytes(StandardCharsets.UTF_8), secret)
                .replaceFirst("^sha256=", "");
    }
}
