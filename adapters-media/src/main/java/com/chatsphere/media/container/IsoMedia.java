package com.chatsphere.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an MP4 file and its many relatives say they are (ISO/IEC 14496-12).
 *
 * @param brand four letters
 * @param handlers what the tracks are: {@code vide}, {@code soun}, …; empty when that could not be found
 */
public record IsoMedia(String brand, Set<String> handlers) {
    /** What this is about, read as deep as it has to be. */
    private static final Set<String> PARENTS = Set.of("moov", "trak", "mdia");

    private static final int DEEPEST = 3;
    private static final int MOST_BOXES = 10_000;
    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 16;
    private static final int HANDLER_AT = 8;

    /** Empty when the file does not begin with its brand. */
    public static Optional<IsoMedia> of(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var start = at(channel, 0, 12);
            if (start.limit() < 12 || !letters(start, 4).equals("ftyp")) {
                return Optional.empty();
            }
            var walk = new Walk(channel);
            walk.through(0, channel.size(), 0);
            return Optional.of(new IsoMedia(letters(start, 8), Set.copyOf(walk.handlers)));
        }
    }

    private static ByteBuffer at(FileChannel channel, long position, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {
            // until there is no more
        }
        return bytes.flip();
    }

    private static String letters(ByteBuffer bytes, int offset) {
        return new String(bytes.array(), offset, 4, StandardCharsets.ISO_8859_1);
    }

    /** Counts every box, so that a file of nothing but boxes comes to an end. */
    private static final class Walk {
        private final FileChannel channel;
        private final Set<String> handlers = new HashSet<>();
        private int boxes;

        Walk(FileChannel channel) {
            this.channel = channel;
        }

        void through(long from, long end, int depth) throws IOException {
            var position = from;
            while (position + SHORT_HEADER <= end && ++boxes < MOST_BOXES) {
                var header = at(channel, position, LONG_HEADER);
                if (header.limit() < SHORT_HEADER) {
                    return;
                }
                var type = letters(header, 4);
                var size = sizeOf(header, end - position);
                var content = position + (Integer.toUnsignedLong(header.getInt(0)) == 1 ? LONG_HEADER : SHORT_HEADER);
                if (size < content - position || size > end - position) {
                    return;
                }
                if (PARENTS.contains(type) && depth < DEEPEST) {
                    through(content, position + size, depth + 1);
                } else if (type.equals("hdlr")) {
                    var handler = at(channel, content + HANDLER_AT, 4);
                    if (handler.limit() == 4) {
                        handlers.add(letters(handler, 0));
                    }
                }
                position += size;
            }
        }

        /** 0 says to the end, 1 that the size comes after the type. */
        private static long sizeOf(ByteBuffer header, long toTheEnd) {
            var size = Integer.toUnsignedLong(header.getInt(0));
            if (size == 0) {
                return toTheEnd;
            }
            return size != 1 ? size : header.limit() == LONG_HEADER ? header.getLong(8) : -1;
        }
    }
}
