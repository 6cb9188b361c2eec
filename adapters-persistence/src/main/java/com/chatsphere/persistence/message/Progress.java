package com.chatsphere.persistence.message;

import com.chatsphere.domain.message.DeliveryProgress;
import java.util.Locale;

/** How far a message has come, as read models keep it and as the outside face words it. */
public final class Progress {
    /** Kept for what customers wrote. */
    public static final String RECEIVED = "received";

    private Progress() {}

    public static String write(DeliveryProgress progress) {
        return progress.name().toLowerCase(Locale.ROOT);
    }

    /** The kept progress after a report; the same if it was further already. */
    public static String after(String kept, DeliveryProgress reported) {
        return write(DeliveryProgress.valueOf(kept.toUpperCase(Locale.ROOT)).after(reported));
    }

    /** The word of the REST API; what Meta has taken counts as sent. */
    public static String word(String kept) {
        return switch (kept) {
            case "attempted" -> "queued";
            case "accepted" -> "sent";
            default -> kept;
        };
    }
}
