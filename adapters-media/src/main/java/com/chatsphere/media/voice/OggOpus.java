package com.chatsphere.media.voice;

import com.chatsphere.media.container.Malformed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes packets of Opus as an Ogg stream (<a href="https://www.rfc-editor.org/rfc/rfc3533">RFC 3533</a>, <a
 * href="https://www.rfc-editor.org/rfc/rfc7845">RFC 7845</a>).
 *
 * <p>A page waits until there is a packet for the next: the last one has to say that it is the last.
 */
final class OggOpus {
    private static final int SERIAL = 0x43534f56;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final int MOST_LACES = 255;
    private static final int LACE = 255;
    private static final int HEADER = 27;
    private static final int CHECKSUM_AT = 22;
    private static final int SECOND = 48_000;
    private static final int POLYNOMIAL = 0x04c11db7;
    private static final int[] CHECKSUMS = checksums();

    private final OutputStream out;
    private final ByteArrayOutputStream laces = new ByteArrayOutputStream();
    private final ByteArrayOutputStream packets = new ByteArrayOutputStream();
    private int sequence;
    private long played;
    private long onPage;

    /** @param head the packet {@code OpusHead}, as it is */
    OggOpus(OutputStream out, byte[] head) throws IOException {
        this.out = out;
        add(head);
        write(FIRST, 0);
        add(tags());
        write(0, 0);
    }

    void packet(byte[] packet) throws IOException, Malformed {
        var duration = OpusPacket.duration(packet);
        if (packet.length > OpusPacket.LONGEST) {
            throw new Malformed("a packet is too long");
        }
        if (laces.size() + packet.length / LACE + 1 > MOST_LACES || onPage + duration > SECOND) {
            write(0, played);
        }
        add(packet);
        onPage += duration;
        played += duration;
    }

    /**
     * Writes the last page; whoever made this closes what it writes to.
     *
     * @param unheard how much of the end is not to be heard, in samples of 1/48,000 second
     */
    void finish(long unheard) throws IOException, Malformed {
        if (onPage == 0) {
            throw new Malformed("there is no sound in it");
        }
        if (unheard < 0 || unheard > onPage) {
            throw new Malformed("more is to be left out than there is");
        }
        write(LAST, played - unheard);
    }

    private void add(byte[] packet) {
        for (var left = packet.length; left >= LACE; left -= LACE) {
            laces.write(LACE);
        }
        laces.write(packet.length % LACE);
        packets.writeBytes(packet);
    }

    private void write(int flags, long position) throws IOException {
        var page = ByteBuffer.allocate(HEADER + laces.size() + packets.size()).order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .put((byte) flags)
                .putLong(position)
                .putInt(SERIAL)
                .putInt(sequence++)
                .putInt(0)
                .put((byte) laces.size())
                .put(laces.toByteArray())
                .put(packets.toByteArray());
        page.putInt(CHECKSUM_AT, checksum(page.array()));
        out.write(page.array());
        laces.reset();
        packets.reset();
        onPage = 0;
    }

    private static byte[] tags() {
        var vendor = "ChatSphere".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(16 + vendor.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OpusTags".getBytes(StandardCharsets.US_ASCII))
                .putInt(vendor.length)
                .put(vendor)
                .putInt(0)
                .array();
    }

    /** A CRC that the JDK does not have: its bits are not mirrored, and it begins and ends with nothing. */
    private static int checksum(byte[] page) {
        var checksum = 0;
        for (var octet : page) {
            checksum = checksum << 8 ^ CHECKSUMS[checksum >>> 24 ^ octet & 0xff];
        }
        return checksum;
    }

    private static int[] checksums() {
        var table = new int[256];
        for (var octet = 0; octet < table.length; octet++) {
            var checksum = octet << 24;
            for (var bit = 0; bit < 8; bit++) {
                checksum = checksum << 1 ^ (checksum < 0 ? POLYNOMIAL : 0);
            }
            table[octet] = checksum;
        }
        return table;
    }
}
