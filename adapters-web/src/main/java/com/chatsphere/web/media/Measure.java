package com.chatsphere.web.media;

import java.util.Locale;

/** Sizes and lengths of files, for people. */
public final class Measure {
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int KB = 1_024;

    private Measure() {}

    /** For example {@code 48 KB} or {@code 1.2 MB}. */
    public static String size(long bytes) {
        if (bytes < KB) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double kilobytes = bytes / (double) KB;
        if (Math.round(kilobytes) < KB) {
            return Math.round(kilobytes) + " KB";
        }
        double megabytes = kilobytes / KB;
        return megabytes < 10 ? String.format(Locale.ROOT, "%.1f MB", megabytes) : Math.round(megabytes) + " MB";
    }

    /** For example {@code 0:07} or {@code 1:02:30}. */
    public static String time(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        long hours = whole / SECONDS_PER_HOUR;
        long minutes = whole % SECONDS_PER_HOUR / SECONDS_PER_MINUTE;
        long rest = whole % SECONDS_PER_MINUTE;
        return hours == 0 ? "%d:%02d".formatted(minutes, rest) : "%d:%02d:%02d".formatted(hours, minutes, rest);
    }

    /** For example {@code 1 page}. */
    public static String pages(int pages) {
        return pages == 1 ? "1 page" : "%,d pages".formatted(pages);
    }
}
