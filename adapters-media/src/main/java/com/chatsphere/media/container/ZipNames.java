package com.chatsphere.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The names in the list at the end of a zip file; nothing is unpacked.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>, 4.3.12 and 4.3.16
 */
public final class ZipNames {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LONGEST_LIST = 1 << 20;
    private static final int MOST_NAMES = 10_000;

    private ZipNames() {}

    /** The first of them, in order; empty when there is no such list, or when bytes follow its end. */
    public static Optional<List<String>> at(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var size = channel.size();
            var tail = read(channel, Math.max(0, size - END_LENGTH - LONGEST_COMMENT), END_LENGTH + LONGEST_COMMENT);
            for (var at = tail.limit() - END_LENGTH; at >= 0; at--) {
                if (tail.getInt(at) == END
                        && at + END_LENGTH + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.limit()) {
                    return list(channel, size - tail.limit() + at, Integer.toUnsignedLong(tail.getInt(at + 12)));
                }
            }
            return Optional.empty();
        }
    }

    /** The list lies right before its end, wherever the file that holds both begins. */
    private static Optional<List<String>> list(FileChannel channel, long end, long length) throws IOException {
        if (length > end) {
            return Optional.empty();
        }
        var entries = read(channel, end - length, (int) Math.min(length, LONGEST_LIST));
        var names = new ArrayList<String>();
        var at = 0;
        while (at + ENTRY_LENGTH <= entries.limit() && names.size() < MOST_NAMES && entries.getInt(at) == ENTRY) {
            var name = Short.toUnsignedInt(entries.getShort(at + 28));
            if (at + ENTRY_LENGTH + name > entries.limit()) {
                break;
            }
            names.add(new String(entries.array(), at + ENTRY_LENGTH, name, StandardCharsets.UTF_8));
            at += ENTRY_LENGTH
                    + name
                    + Short.toUnsignedInt(entries.getShort(at + 30))
                    + Short.toUnsignedInt(entries.getShort(at + 32));
        }
        return names.isEmpty() && length > 0 ? Optional.empty() : Optional.of(List.copyOf(names));
    }

    private static ByteBuffer read(FileChannel channel, long position, int most) throws IOException {
        var bytes = ByteBuffer.allocate((int) Math.min(most, Math.max(0, channel.size() - position)))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {
            // until there is no more
        }
        return bytes.flip();
    }
}
