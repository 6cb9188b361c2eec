package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.media.MetaMedia;
import com.chatsphere.application.media.MetaMedia.Answer.Coming;
import com.chatsphere.application.media.MetaMedia.Answer.Gone;
import com.chatsphere.application.media.MetaMedia.Handover.Refused;
import com.chatsphere.application.media.MetaMedia.Handover.Taken;
import com.chatsphere.application.message.KnownError;
import com.chatsphere.application.message.KnownError.Remedy;
import com.chatsphere.application.message.WhatsApp.Outcome;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.meta.MetaJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Files by way of Meta's Cloud API.
 *
 * <p>A file is looked up each time it is fetched: its address lives for five minutes. Redirects are not followed, because the
 * token would go along.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media">Meta, media</a>
 */
final class CloudApiMedia implements MetaMedia, AutoCloseable {
    private static final String WITHOUT_TOKEN = "No access token is set for this number.";
    private static final String ENDED = "This process is stopping.";
    private static final int LONGEST_ANSWER = 1024 * 1024;
    private static final int NO_SUCH_THING = 100;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration UNTIL_MENDED = Duration.ofMinutes(1);

    private final GraphApi graph;
    private final MetaHosts hosts;
    private final Instances instances;
    private final Patience patience;
    private final HttpClient http;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("media-clock").daemon().factory());

    /**
     * How long Meta is waited for.
     *
     * @param answer from the question to the last byte of a short answer, or the first of a file
     * @param silence in the middle of a file
     * @param file at least for a whole file
     * @param bytesASecond what a file is expected to come or go with at least, so that large ones have longer
     */
    record Patience(Duration connect, Duration answer, Duration silence, Duration file, long bytesASecond) {
        static final Patience ORDINARY = new Patience(
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                256L << 10);

        Duration forFileOf(long bytes) {
            Duration atThatPace = Duration.ofSeconds(bytes / bytesASecond);
            return atThatPace.compareTo(file) > 0 ? atThatPace : file;
        }
    }

    CloudApiMedia(GraphApi graph, MetaHosts hosts, Instances instances, Patience patience) {
        this.graph = graph;
        this.hosts = hosts;
        this.instances = instances;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.connect())
                .build();
    }

    @Override
    public Answer open(PhoneNumberId number, MediaId media) {
        Optional<Secret> token = instances.with(number).map(Instance::token);
        if (token.isEmpty()) {
            return new Answer.Later(WITHOUT_TOKEN, UNTIL_MENDED);
        }
        try {
            return fetch(number, media, token.get(), true);
        } catch (Unreachable unreachable) {
            return new Answer.Later(unreachable.reason, null);
        }
    }

    private Answer fetch(PhoneNumberId number, MediaId media, Secret token, boolean again) throws Unreachable {
        URI address = graph.at("/%s?phone_number_id=%s".formatted(encoded(media.value()), number));
        HttpResponse<byte[]> found = exchange(
                request(address, token, patience.answer()).GET().build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER),
                patience.answer());
        Optional<CloudApiError> error = CloudApiError.read(found.body());
        if (error.isPresent()) {
            return refusal(error.get(), found);
        }
        if (found.statusCode() / 100 != 2) {
            return refusal(found);
        }
        Description description = Description.read(found.body()).orElse(null);
        if (description == null) {
            return new Answer.Later("WhatsApp's answer does not tell where the file is.", null);
        }
        String objection = hosts.objection(description.address());
        if (objection != null) {
            return new Answer.Later(objection, null);
        }
        HttpResponse<InputStream> file = exchange(
                request(description.address(), token, patience.answer()).GET().build(),
                BodyHandlers.ofInputStream(),
                patience.answer());
        if (file.statusCode() == 200) {
            return coming(description, file);
        }
        discard(file);
        boolean isStale = file.statusCode() == 404 || file.statusCode() == 410;
        return isStale && again ? fetch(number, media, token, false) : refusal(file, isStale);
    }

    private Coming coming(Description description, HttpResponse<InputStream> file) {
        long announced = file.headers().firstValueAsLong("Content-Length").orElse(-1);
        Long size = announced >= 0 ? Long.valueOf(announced) : description.size();
        long expected = size == null ? Long.MAX_VALUE : size;
        Duration total = patience.forFileOf(Math.min(expected, 100L << 20));
        return new Coming(
                new WatchedStream(file.body(), patience.silence(), total, clockwork),
                description.mimeType(),
                description.sha256(),
                size);
    }

    private static Answer refusal(CloudApiError error, HttpResponse<?> answer) {
        KnownError known = KnownError.of(error.code()).orElse(null);
        boolean isGone = error.code() == NO_SUCH_THING || answer.statusCode() == 404;
        if (isGone) {
            return new Gone("WhatsApp does not have this file, or not any more.");
        }
        boolean isForever = known == null
                ? !error.calledTransient() && answer.statusCode() / 100 == 4 && !isPassing(answer.statusCode())
                : known.remedy() == Remedy.NEVER;
        if (isForever) {
            return new Gone(error.inWords().title());
        }
        Duration asked = RetryAfter.of(answer);
        Duration usual = known == null || known.pause().isZero() ? null : known.pause();
        return new Answer.Later(error.inWords().title(), asked == null ? usual : asked);
    }

    private static Answer refusal(HttpResponse<?> answer) {
        return answer.statusCode() == 404
                ? new Gone("WhatsApp does not have this file, or not any more.")
                : new Answer.Later(httpTrouble(answer.statusCode()), RetryAfter.of(answer));
    }

    private static Answer refusal(HttpResponse<InputStream> file, boolean isStale) {
        return new Answer.Later(
                isStale ? "WhatsApp knows the file, but does not hand it out." : httpTrouble(file.statusCode()),
                RetryAfter.of(file));
    }

    private static String httpTrouble(int status) {
        return switch (status) {
            case 401, 403 -> "WhatsApp does not accept this number's access token.";
            case TOO_MANY_REQUESTS -> "Too many calls to WhatsApp in a short time.";
            default -> "WhatsApp answered with HTTP status %d.".formatted(status);
        };
    }

    private static boolean isPassing(int status) {
        return status == 401 || status == 403 || status == TOO_MANY_REQUESTS;
    }

    private static void discard(HttpResponse<InputStream> file) {
        try {
            file.body().close();
        } catch (IOException closedAnyway) {
            // nobody wants it
        }
    }

    @Override
    public Handover give(PhoneNumberId number, Parcel file) {
        Optional<Secret> token = instances.with(number).map(Instance::token);
        if (token.isEmpty()) {
            return new Handover.Later(new MessageError(0, WITHOUT_TOKEN, null), UNTIL_MENDED);
        }
        Duration total = patience.forFileOf(file.size());
        UploadBody body = new UploadBody(file);
        HttpRequest request = request(graph.at("/%s/media".formatted(number)), token.get(), total)
                .header("Content-Type", body.contentType())
                .POST(body.publisher())
                .build();
        try {
            return handover(
                    exchange(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER), total));
        } catch (Unreachable unreachable) {
            String trouble = body.trouble();
            return later(trouble == null ? unreachable.reason : trouble);
        }
    }

    private static Handover handover(HttpResponse<byte[]> answer) {
        CloudApiError error = CloudApiError.read(answer.body()).orElse(null);
        if (error != null) {
            return switch (error.outcome(RetryAfter.of(answer), answer.statusCode() == TOO_MANY_REQUESTS)) {
                case Outcome.Postponed(var why, var after, var reach) -> new Handover.Later(why, after);
                case Outcome.NumberRefused(var why) -> new Handover.Later(why, UNTIL_MENDED);
                default -> new Refused(error.inWords());
            };
        }
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return taken(answer.body());
        }
        MessageError trouble = new MessageError(0, httpTrouble(status), "HTTP status " + status);
        return status >= 500 || isPassing(status)
                ? new Handover.Later(trouble, RetryAfter.of(answer))
                : new Refused(trouble);
    }

    private static Handover taken(byte[] body) {
        try {
            String id = MetaJson.text(MetaJson.MAPPER.readTree(body), "id");
            if (id != null) {
                return new Taken(new MediaId(id));
            }
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return later("WhatsApp's answer could not be read.");
        }
        return later("WhatsApp's answer did not name the file.");
    }

    private static Handover.Later later(String title) {
        return new Handover.Later(new MessageError(0, title, null), null);
    }

    @Override
    public void close() {
        http.shutdownNow();
        clockwork.shutdownNow();
    }

    private static HttpRequest.Builder request(URI address, Secret token, Duration limit) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token.reveal())
                .header("User-Agent", "ChatSphere")
                .timeout(limit);
    }

    /** The request's own limit ends with the headers of the answer; this one with what the handler waits for. */
    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler, Duration limit)
            throws Unreachable {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new Unreachable("WhatsApp did not answer in time.");
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new Unreachable("WhatsApp could not be reached (%s)."
                    .formatted(cause.getClass().getSimpleName()));
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unreachable(ENDED);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** No answer came. */
    private static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Unreachable(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** What Meta says about a file. */
    private record Description(
            URI address,
            @Nullable String mimeType,
            @Nullable String sha256,
            @Nullable Long size) {
        static Optional<Description> read(byte[] body) {
            try {
                JsonNode file = MetaJson.MAPPER.readTree(body);
                String url = MetaJson.text(file, "url");
                if (url == null) {
                    return Optional.empty();
                }
                String sha256 = MetaJson.text(file, "sha256");
                JsonNode size = file.path("file_size");
                return Optional.of(new Description(
                        URI.create(url),
                        MetaJson.text(file, "mime_type"),
                        sha256 != null && sha256.matches("[0-9A-Fa-f]{64}") ? sha256.toLowerCase(Locale.ROOT) : null,
                        size.canConvertToLong() && size.asLong() >= 0 ? Long.valueOf(size.asLong()) : null));
            } catch (JacksonException | IllegalArgumentException unreadable) {
                return Optional.empty();
            }
        }
    }
}
