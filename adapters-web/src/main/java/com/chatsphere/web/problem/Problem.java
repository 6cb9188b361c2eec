package com.chatsphere.web.problem;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why a request is refused: a status, a word for scripts and a sentence for people. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final String sentence;
    private final @Nullable Duration retryAfter;
    private final @Nullable String field;

    public Problem(HttpStatus status, String code, String sentence) {
        this(status, code, sentence, null, null);
    }

    private Problem(
            HttpStatus status, String code, String sentence, @Nullable Duration retryAfter, @Nullable String field) {
        super(sentence, null, false, false);
        this.status = status;
        this.code = code;
        this.sentence = sentence;
        this.retryAfter = retryAfter;
        this.field = field;
    }

    /** The same, about one field of what was sent. */
    public Problem at(String fieldName) {
        return new Problem(status, code, sentence, retryAfter, fieldName);
    }

    public static Problem badRequest(String code, String sentence) {
        return new Problem(HttpStatus.BAD_REQUEST, code, sentence);
    }

    public static Problem notFound(String sentence) {
        return new Problem(HttpStatus.NOT_FOUND, "not_found", sentence);
    }

    /** The value that this text stands for; what does not fit is the asker's mistake. */
    public static <T> T unlessItFits(String name, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw badRequest("invalid_parameter", "%s has a value that does not fit.".formatted(name));
        }
    }

    public static Problem unauthenticated() {
        return new Problem(HttpStatus.UNAUTHORIZED, "not_authenticated", "Please log in.");
    }

    public static Problem tooManyRequests(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return new Problem(
                HttpStatus.TOO_MANY_REQUESTS,
                "too_many_requests",
                "Too many tries. Please wait %s."
                        .formatted(seconds > 90 ? (seconds + 59) / 60 + " minutes" : seconds + " s"),
                Duration.ofSeconds(seconds),
                null);
    }

    public static Problem unavailable() {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "This does not work at the moment. Please try again shortly.",
                Duration.ofSeconds(2),
                null);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return sentence;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public @Nullable String field() {
        return field;
    }
}
