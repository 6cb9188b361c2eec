package com.chatsphere.meta.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a form with files, part by part, without keeping any of it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
final class Multipart {
    private static final int MOST_PARTS = 20;
    private static final int LONGEST_HEAD = 4_096;
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"?([^\";]+)\"?");
    private static final Pattern FILENAME = Pattern.compile("(?i)[;\\s]filename=\"([^\"]*)\"");

    private Multipart() {}

    /** One field of the form. */
    record Part(
            String name,
            @Nullable String filename,
            @Nullable String contentType,
            InputStream content) {
        String text(int most) throws IOException {
            byte[] bytes = content.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new Malformed("The field %s is too long.".formatted(name));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Whoever wants the parts. */
    interface Reader {
        void read(Part part) throws IOException;
    }

    /** It is no form with files. */
    static final class Malformed extends IOException {
        Malformed(String why) {
            super(why);
        }
    }

    static void read(InputStream body, String boundary, Reader reader) throws IOException {
        InputStream input = new BufferedInputStream(body, 64 * 1024);
        byte[] mark = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first boundary has no line break before it.
        UntilMark preamble = new UntilMark(input, mark, 2);
        preamble.skipRest();
        for (int parts = 0; !isEnd(input); parts++) {
            if (parts == MOST_PARTS) {
                throw new Malformed("The form has too many parts.");
            }
            String head = head(input);
            UntilMark content = new UntilMark(input, mark, 0);
            reader.read(part(head, content));
            content.skipRest();
        }
    }

    private static Part part(String head, InputStream content) throws IOException {
        Matcher name = NAME.matcher(head);
        if (!name.find()) {
            throw new Malformed("A part of the form has no name.");
        }
        Matcher filename = FILENAME.matcher(head);
        String type = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                .map(line -> line.substring("content-type:".length()).strip())
                .findFirst()
                .orElse(null);
        return new Part(name.group(1), filename.find() ? filename.group(1) : null, type, content);
    }

    /** After a boundary there are two dashes at the end, a line break else. */
    private static boolean isEnd(InputStream input) throws IOException {
        int first = input.read();
        int second = input.read();
        if (first == '-' && second == '-') {
            return true;
        }
        if (first != '\r' || second != '\n') {
            throw new Malformed("The form's boundary is broken.");
        }
        return false;
    }

    private static String head(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0 || head.size() > LONGEST_HEAD) {
                throw new Malformed("A part of the form has no proper head.");
            }
            head.write(next);
            if (head.size() == 2 && head.toString(StandardCharsets.UTF_8).equals("\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    /** What comes before the next boundary, which it swallows. */
    private static final class UntilMark extends InputStream {
        private final InputStream input;
        private final byte[] mark;
        private int matched;
        private int replay;
        private int replayed;
        private int held = -1;
        private boolean over;

        UntilMark(InputStream input, byte[] mark, int matched) {
            this.input = input;
            this.mark = mark;
            this.matched = matched;
        }

        @Override
        public int read() throws IOException {
            while (!over) {
                if (replayed < replay) {
                    return mark[replayed++] & 0xFF;
                }
                if (held >= 0) {
                    int next = held;
                    held = -1;
                    if (next != mark[0]) {
                        return next;
                    }
                    matched = 1;
                }
                int next = input.read();
                if (next < 0) {
                    throw new Malformed("The form ends in the middle.");
                }
                if (next == (mark[matched] & 0xFF)) {
                    over = ++matched == mark.length;
                } else if (matched == 0) {
                    return next;
                } else {
                    // Only the mark's first byte is a line break, so nothing of it can begin within what had matched.
                    replay = matched;
                    replayed = 0;
                    matched = 0;
                    held = next;
                }
            }
            return -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = 0;
            while (count < length) {
                int next = read();
                if (next < 0) {
                    return count == 0 ? -1 : count;
                }
                into[offset + count++] = (byte) next;
            }
            return count;
        }

        void skipRest() throws IOException {
            while (read() >= 0) {
                // what nobody wanted
            }
        }
    }
}
