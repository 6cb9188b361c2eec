package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.message.FaultPoint;
import com.chatsphere.application.message.Faults;
import com.chatsphere.application.message.KnownError.Reach;
import com.chatsphere.application.message.WhatsApp;
import com.chatsphere.application.message.WhatsApp.Outcome.Accepted;
import com.chatsphere.application.message.WhatsApp.Outcome.FileForgotten;
import com.chatsphere.application.message.WhatsApp.Outcome.Lost;
import com.chatsphere.application.message.WhatsApp.Outcome.Postponed;
import com.chatsphere.application.message.WhatsApp.Outcome.Refused;
import com.chatsphere.application.message.WhatsApp.Outcome.Unreachable;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.MetaJson;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * WhatsApp by way of Meta's Cloud API.
 *
 * <p>Meta has no idempotency key, so a request is never written twice: the JDK's client repeats none but idempotent methods,
 * and what happens after the first byte of a message may have left is not a reason to try again but a lost answer.
 */
final class CloudApiWhatsApp implements WhatsApp, AutoCloseable {
    static final Duration CONNECT = Duration.ofSeconds(5);
    static final Duration TOTAL = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 1024 * 1024;
    private static final int TOO_MANY_REQUESTS = 429;

    private final GraphApi graph;
    private final Instances instances;
    private final Faults faults;
    private final Duration total;
    private final HttpClient http;

    CloudApiWhatsApp(GraphApi graph, Instances instances, Faults faults, Duration connect, Duration total) {
        this.graph = graph;
        this.instances = instances;
        this.faults = faults;
        this.total = total;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .build();
    }

    @Override
    public Outcome deliver(Parcel parcel) {
        Optional<Secret> token = instances.with(parcel.from()).map(Instance::token);
        if (token.isEmpty()) {
            return refused("No access token is set for the number this was to be sent from.");
        }
        if (isFileMissing(parcel)) {
            return new FileForgotten(new MessageError(0, "WhatsApp has to be handed the file first.", null));
        }
        Optional<byte[]> message = CloudApiMessage.of(parcel);
        if (message.isEmpty()) {
            return refused("This kind of message cannot be sent.");
        }
        AtomicBoolean written = new AtomicBoolean();
        HttpRequest request = HttpRequest.newBuilder(graph.messagesOf(parcel.from()))
                .header("Authorization", "Bearer " + token.get().reveal())
                .header("Content-Type", "application/json; charset=utf-8")
                .timeout(total)
                .POST(noting(message.get(), written))
                .build();
        Outcome outcome = exchange(request, written);
        return outcome instanceof Refused(var error) && CloudApiError.isAboutFile(error, parcel.handedOver())
                ? new FileForgotten(error)
                : outcome;
    }

    /** It was there when the message was taken from the outbox; another message may have found out since that it is not. */
    private static boolean isFileMissing(Parcel parcel) {
        return parcel.handedOver() == null
                && parcel.content() instanceof MessageContent.Media media
                && media.file() instanceof KeptFile;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Outcome exchange(HttpRequest request, AtomicBoolean written) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            return outcomeOf(answer.get(total.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failure) {
            return outcomeOf(failure.getCause(), written.get());
        } catch (TimeoutException late) {
            answer.cancel(true);
            return outcomeOf(late, written.get());
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return outcomeOf(interrupted, written.get());
        }
    }

    private static Outcome outcomeOf(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        byte[] body = answer.body();
        Optional<CloudApiError> error = CloudApiError.read(body);
        if (status / 100 == 2) {
            return error.isPresent() ? outcomeOf(error.get(), answer) : accepted(body);
        }
        if (error.isPresent()) {
            return outcomeOf(error.get(), answer);
        }
        if (status == TOO_MANY_REQUESTS) {
            return new Postponed(
                    httpError("WhatsApp takes no more messages at the moment.", status),
                    RetryAfter.of(answer),
                    Reach.NUMBER);
        }
        if (status >= 500) {
            return new Lost("WhatsApp answered with HTTP status %d and no explanation.".formatted(status));
        }
        return new Refused(httpError("WhatsApp's address did not answer as WhatsApp does.", status));
    }

    private static Outcome outcomeOf(CloudApiError error, HttpResponse<byte[]> answer) {
        return error.outcome(RetryAfter.of(answer), answer.statusCode() == TOO_MANY_REQUESTS);
    }

    private static Outcome accepted(byte[] body) {
        try {
            String id = MetaJson.text(
                    MetaJson.MAPPER.readTree(body).path("messages").path(0), "id");
            if (id != null) {
                return new Accepted(new Wamid(id));
            }
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return new Lost("WhatsApp's answer could not be read.");
        }
        return new Lost("WhatsApp's answer did not name the message.");
    }

    /** The failure's own words stay here: they may hold what was sent. */
    private static Outcome outcomeOf(@Nullable Throwable failure, boolean written) {
        if (!written
                || failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException) {
            return new Unreachable(new MessageError(0, "WhatsApp could not be reached.", kind(failure)));
        }
        return new Lost("The connection to WhatsApp ended before the answer (%s).".formatted(kind(failure)));
    }

    private static @Nullable String kind(@Nullable Throwable failure) {
        return failure == null ? null : failure.getClass().getSimpleName();
    }

    private static Refused refused(String title) {
        return new Refused(new MessageError(0, title, null));
    }

    private static MessageError httpError(String title, int status) {
        return new MessageError(0, title, "HTTP status " + status);
    }

    /** Publishes the bytes and notes when they are asked for, which is not before a connection stands. */
    private BodyPublisher noting(byte[] bytes, AtomicBoolean asked) {
        BodyPublisher publisher = BodyPublishers.ofByteArray(bytes);
        return BodyPublishers.fromPublisher(
                subscriber -> {
                    asked.set(true);
                    publisher.subscribe(subscriber);
                    faults.at(FaultPoint.REQUEST_WRITTEN);
                },
                bytes.length);
    }
}
