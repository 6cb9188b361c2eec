package com.chatsphere.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/** One file that is many, one after the other: making thousands takes file systems minutes. */
public final class HostileFile implements Closeable {
    private final Path path;
    private final FileChannel channel;

    public HostileFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    public Path holding(byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes), 0);
        channel.truncate(bytes.length);
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The same with some bytes changed, repeated, or left out at the end. */
    public static byte[] spoilt(byte[] good, Random random) {
        var bytes = good.clone();
        for (var count = random.nextInt(1, 4); count > 0; count--) {
            var at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(4)) {
                case 0 -> Arrays.copyOf(bytes, at + 1);
                case 1 -> repeated(bytes, at);
                default -> {
                    bytes[at] = (byte) random.nextInt(256);
                    yield bytes;
                }
            };
        }
        return bytes;
    }

    private static byte[] repeated(byte[] bytes, int at) {
        var longer = Arrays.copyOf(bytes, at + bytes.length - at / 2);
        System.arraycopy(bytes, at / 2, longer, at, bytes.length - at / 2);
        return longer;
    }
}
