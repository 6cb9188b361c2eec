package com.chatsphere.web.media;

import com.chatsphere.web.message.ShownText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file is saved as: its sender's name for it, without anything that leads elsewhere or looks like something else. */
record FileName(String value) {
    private static final int LONGEST = 120;
    private static final int LONGEST_ENDING = 10;
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\](?=[^/\\\\])");
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[/\\\\:*?\"<>|\\t\\n%;]");
    private static final Pattern EDGES = Pattern.compile("^[\\s.~-]+|[\\s.]+$");
    private static final Pattern DEVICES = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]+");
    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", "jpg"),
            Map.entry("image/png", "png"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/webp", "webp"),
            Map.entry("video/mp4", "mp4"),
            Map.entry("video/3gpp", "3gp"),
            Map.entry("video/webm", "webm"),
            Map.entry("audio/aac", "aac"),
            Map.entry("audio/amr", "amr"),
            Map.entry("audio/mpeg", "mp3"),
            Map.entry("audio/mp4", "m4a"),
            Map.entry("audio/ogg", "ogg"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("text/plain", "txt"));

    /** The sender's name, or else one that says what it is and when it came. */
    static FileName of(@Nullable String given, String mimeType, Instant keptAt) {
        String label = FOLDERS.matcher(ShownText.label(given, "")).replaceFirst("");
        String name = EDGES.matcher(NOT_IN_NAMES.matcher(label).replaceAll("_")).replaceAll("");
        if (name.isEmpty()) {
            String what = mimeType.replaceFirst("/.*", "").replaceAll("[^a-z]", "");
            String day = DateTimeFormatter.ISO_LOCAL_DATE.format(keptAt.atZone(ZoneOffset.UTC));
            String ending = ENDINGS.get(mimeType);
            return new FileName((what.isEmpty() || what.equals("application") ? "file" : what) + "-" + day
                    + (ending == null ? "" : "." + ending));
        }
        return new FileName(shortened(DEVICES.matcher(name).matches() ? "_" + name : name));
    }

    /** The value of the header, in both ways to write a name that browsers know. */
    String disposition(boolean inline) {
        StringBuilder header = new StringBuilder(inline ? "inline" : "attachment")
                .append("; filename=\"")
                .append(NOT_ASCII.matcher(value).replaceAll("_"))
                .append('"');
        if (NOT_ASCII.matcher(value).find()) {
            header.append("; filename*=UTF-8''").append(percentEncoded(value));
        }
        return header.toString();
    }

    private static String shortened(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        return name.substring(0, name.offsetByCodePoints(0, LONGEST - ending.length())) + ending;
    }

    /** The characters of RFC 8187 stand for themselves. */
    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            if ((one >= 'a' && one <= 'z')
                    || (one >= 'A' && one <= 'Z')
                    || (one >= '0' && one <= '9')
                    || "!#$&+-.^_`|~".indexOf(one) >= 0) {
                encoded.append((char) one);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", one));
            }
        }
        return encoded.toString();
    }
}
