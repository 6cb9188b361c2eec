package com.chatsphere.web.message;

import com.chatsphere.domain.call.CallProgress.Outcome;
import com.chatsphere.domain.message.MessageContent.Call;
import java.time.Duration;

/** A call as the thread tells of it. */
public record CallLine(String headline, String explanation, boolean missed) {
    public static CallLine of(Call call) {
        boolean theirs = call.byCustomer();
        Outcome outcome = call.progress().outcome();
        return switch (outcome) {
            case RINGING ->
                new CallLine(theirs ? "Incoming call" : "Outgoing call", "It rings, or has not ended yet.", false);
            case IN_PROGRESS -> new CallLine(theirs ? "Incoming call" : "Outgoing call", "In progress.", false);
            case ANSWERED -> new CallLine(theirs ? "Incoming call" : "Outgoing call", "Answered" + lasted(call), false);
            case MISSED ->
                theirs
                        ? new CallLine("Missed call", "The customer called, and nobody answered.", true)
                        : new CallLine("Outgoing call", "Not answered.", false);
            case REJECTED ->
                theirs
                        ? new CallLine("Incoming call", "Declined here.", false)
                        : new CallLine("Outgoing call", "Declined by the customer.", false);
        };
    }

    private static String lasted(Call call) {
        Long seconds = call.progress().seconds();
        if (seconds == null || seconds == 0) {
            return ".";
        }
        Duration duration = Duration.ofSeconds(seconds);
        return duration.toHours() > 0
                ? ", %d:%02d:%02d hours."
                        .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
                : ", %d:%02d minutes.".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
