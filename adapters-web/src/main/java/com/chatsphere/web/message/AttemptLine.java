package com.chatsphere.web.message;

import com.chatsphere.application.message.Transcript;
import java.time.Instant;
import java.util.List;

/**
 * One time that a message was sent before it was sent again.
 *
 * @param until when it was sent again
 */
public record AttemptLine(int number, Tick tick, String outcome, Instant until) {

    static List<AttemptLine> of(List<Transcript.Attempt> attempts) {
        return attempts.stream()
                .map(attempt -> new AttemptLine(
                        attempts.indexOf(attempt) + 1, Tick.of(attempt.status()), outcome(attempt), attempt.at()))
                .toList();
    }

    private static String outcome(Transcript.Attempt attempt) {
        return switch (attempt.status()) {
            case "failed" ->
                "Not delivered: " + FailureReason.of(attempt.error()).cause();
            case "unconfirmed" -> "Not known whether it arrived";
            case "sent" -> "Sent";
            case "delivered" -> "Delivered";
            case "read", "played" -> "Read";
            default -> attempt.status();
        };
    }
}
