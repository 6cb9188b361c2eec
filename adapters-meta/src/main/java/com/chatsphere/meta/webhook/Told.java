package com.chatsphere.meta.webhook;

import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.Notice.Topic;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one piece of Meta's news tells, in our words.
 *
 * @param word Meta's own word for what happened
 * @param standing how things stand since then, in few words
 */
record Told(
        Topic topic,
        @Nullable String word,
        Severity severity,
        String title,
        String explanation,
        @Nullable String standing,
        @Nullable Instant until) {

    /** Reads the value of a webhook field. */
    @FunctionalInterface
    interface Reading {
        Told of(JsonNode value);
    }

    static Told info(Topic topic, @Nullable String word, String title, String explanation) {
        return new Told(topic, word, Severity.INFO, title, explanation, null, null);
    }

    static Told warning(Topic topic, @Nullable String word, String title, String explanation) {
        return new Told(topic, word, Severity.WARNING, title, explanation, null, null);
    }

    static Told alarm(Topic topic, @Nullable String word, String title, String explanation) {
        return new Told(topic, word, Severity.ALARM, title, explanation, null, null);
    }

    /** The same, and since then it stands so. */
    Told standing(String now) {
        return new Told(topic, word, severity, title, explanation, now, until);
    }

    Told until(@Nullable Instant end) {
        return new Told(topic, word, severity, title, explanation, standing, end);
    }
}
