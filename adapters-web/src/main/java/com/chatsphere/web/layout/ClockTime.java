package com.chatsphere.web.layout;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A time of day in the server's zone: what a page shows until the browser puts it into the viewer's. */
public final class ClockTime {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private ClockTime() {}

    public static String of(Instant time) {
        return FORMAT.format(time.atZone(ZoneId.systemDefault()));
    }
}
