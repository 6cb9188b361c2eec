package com.chatsphere.application.media;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What files are called: labels that phones show, and by whose endings they choose the program that opens them. */
final class FileNames {
    private static final int LONGEST = 200;
    private static final String UNSEEN =
            "[\\p{Cc}\\p{Zl}\\p{Zp}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]";

    /** The usual ending first. */
    private static final Map<String, List<String>> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", List.of("jpg", "jpeg", "jpe", "jfif")),
            Map.entry("image/png", List.of("png")),
            Map.entry("image/webp", List.of("webp")),
            Map.entry("video/mp4", List.of("mp4", "m4v")),
            Map.entry("video/3gpp", List.of("3gp", "3gpp")),
            Map.entry("audio/aac", List.of("aac")),
            Map.entry("audio/amr", List.of("amr")),
            Map.entry("audio/mpeg", List.of("mp3")),
            Map.entry("audio/mp4", List.of("m4a", "mp4", "m4b")),
            Map.entry("audio/ogg", List.of("ogg", "oga", "opus")),
            Map.entry("text/plain", List.of("txt", "text", "log", "md", "csv", "tsv")),
            Map.entry("application/pdf", List.of("pdf")),
            Map.entry("application/msword", List.of("doc", "dot")),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", List.of("docx")),
            Map.entry("application/vnd.ms-excel", List.of("xls", "xlt")),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", List.of("xlsx")),
            Map.entry("application/vnd.ms-powerpoint", List.of("ppt", "pps")),
            Map.entry("application/vnd.openxmlformats-officedocument.presentationml.presentation", List.of("pptx")));

    private FileNames() {}

    /** The last part of a path, without what is not seen or turns the writing round; null when nothing is left. */
    static @Nullable String label(@Nullable String given) {
        if (given == null) {
            return null;
        }
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String seen = last.replaceAll(UNSEEN, "").strip().replaceAll("^\\.+", "");
        if (seen.isEmpty()) {
            return null;
        }
        String ending = ending(seen);
        String stem = ending.isEmpty() ? seen : seen.substring(0, seen.length() - ending.length() - 1);
        int most = LONGEST - ending.length() - 1;
        int length = stem.codePointCount(0, stem.length());
        if (length <= most) {
            return seen;
        }
        return stem.substring(0, stem.offsetByCodePoints(0, most)) + (ending.isEmpty() ? "" : "." + ending);
    }

    /** Whether a file of this type may be called so; a name without an ending says nothing. */
    static boolean agree(String label, String mimeType) {
        String ending = ending(label).toLowerCase(Locale.ROOT);
        return ending.isEmpty() || endings(mimeType).contains(ending);
    }

    /** The label with the usual ending of this type, unless it has one that fits. */
    static String fitting(@Nullable String label, String stem, String mimeType) {
        String usual = usualEnding(mimeType);
        if (label == null) {
            return usual == null ? stem : stem + "." + usual;
        }
        String ending = ending(label);
        if (usual == null || endings(mimeType).contains(ending.toLowerCase(Locale.ROOT))) {
            return label;
        }
        String bare = ending.isEmpty() ? label : label.substring(0, label.length() - ending.length() - 1);
        return bare + "." + usual;
    }

    static @Nullable String usualEnding(String mimeType) {
        List<String> endings = endings(mimeType);
        return endings.isEmpty() ? null : endings.getFirst();
    }

    private static List<String> endings(String mimeType) {
        return ENDINGS.getOrDefault(mimeType, List.of());
    }

    private static String ending(String label) {
        int dot = label.lastIndexOf('.');
        String after = dot <= 0 ? "" : label.substring(dot + 1);
        return after.matches("[A-Za-z0-9]{1,10}") ? after : "";
    }
}
