package com.chatsphere.media.voice;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Made-up WebM files, element by element. */
public final class WebmSamples {
    static final int OPUS_20_MS = 0xf8;

    private WebmSamples() {}

    /** A file as browsers make it, of known sizes. */
    public static byte[] webm(byte[] tracks, byte[]... clusters) {
        return both(header("webm"), element(0x18538067, both(element(0x1654AE6B, tracks), both(clusters))));
    }

    public static byte[] header(String docType) {
        return element(0x1A45DFA3, both(element(0x4286, 1), element(0x4282, docType.getBytes(US_ASCII))));
    }

    public static byte[] opusTrack() {
        return track(1, 2, "A_OPUS", opusHead(1, 312));
    }

    public static byte[] track(int number, int type, String codec, byte[] codecPrivate) {
        return element(
                0xAE,
                both(
                        element(0xD7, number),
                        element(0x83, type),
                        element(0x86, codec.getBytes(US_ASCII)),
                        element(0x63A2, codecPrivate)));
    }

    static byte[] opusHead(int channels, int preSkip) {
        return ByteBuffer.allocate(19)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OpusHead".getBytes(US_ASCII))
                .put((byte) 1)
                .put((byte) channels)
                .putShort((short) preSkip)
                .putInt(48_000)
                .putShort((short) 0)
                .put((byte) 0)
                .array();
    }

    public static byte[] cluster(byte[]... blocks) {
        return element(0x1F43B675, both(element(0xE7, 0), both(blocks)));
    }

    static byte[] simpleBlock(int track, byte[] frame) {
        return element(0xA3, block(track, 0, frame));
    }

    static byte[] laced(int track, byte[] frame) {
        return element(0xA3, block(track, 0x02, frame));
    }

    static byte[] blockGroup(int track, byte[] frame, long discardPadding) {
        var padding = ByteBuffer.allocate(8).putLong(discardPadding).array();
        return element(0xA0, both(element(0xA1, block(track, 0, frame)), element(0x75A2, padding)));
    }

    static byte[] element(long id, int number) {
        return element(id, new byte[] {(byte) number});
    }

    /** With the size in eight bytes, which is allowed. */
    static byte[] element(long id, byte[] content) {
        return both(
                id(id),
                ByteBuffer.allocate(8)
                        .putLong(0x0100000000000000L | content.length)
                        .array(),
                content);
    }

    static byte[] withoutSize(long id, byte[] content) {
        return both(id(id), new byte[] {(byte) 0xff}, content);
    }

    static byte[] both(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Packets of 20 ms of noise. */
    static List<byte[]> packets(int count, int length) {
        var random = new Random(count);
        var packets = new ArrayList<byte[]>();
        for (var number = 0; number < count; number++) {
            var packet = new byte[length];
            random.nextBytes(packet);
            packet[0] = (byte) OPUS_20_MS;
            packets.add(packet);
        }
        return packets;
    }

    static byte[] blocksOf(List<byte[]> packets) {
        return both(packets.stream().map(packet -> simpleBlock(1, packet)).toArray(byte[][]::new));
    }

    private static byte[] block(int track, int flags, byte[] frame) {
        return both(new byte[] {(byte) (0x80 | track), 0, 0, (byte) flags}, frame);
    }

    private static byte[] id(long id) {
        var bytes = ByteBuffer.allocate(8).putLong(id).array();
        return Arrays.copyOfRange(bytes, Long.numberOfLeadingZeros(id) / 8, 8);
    }
}
