package com.chatsphere.media.voice;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** What an Ogg file holds, read as strictly as its specification allows. */
record OggStream(List<Page> pages) {
    static OggStream of(byte[] file) {
        var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        var pages = new ArrayList<Page>();
        while (bytes.hasRemaining()) {
            var start = bytes.position();
            var pattern = new byte[4];
            bytes.get(pattern);
            assertThat(pattern).isEqualTo("OggS".getBytes(US_ASCII));
            assertThat(bytes.get()).isZero();
            var flags = bytes.get();
            var position = bytes.getLong();
            var serial = bytes.getInt();
            assertThat(bytes.getInt()).as("number of the page").isEqualTo(pages.size());
            var checksum = bytes.getInt();
            var laces = new byte[bytes.get() & 0xff];
            bytes.get(laces);
            var packets = new ArrayList<byte[]>();
            var packet = new ByteArrayOutputStream();
            for (var lace : laces) {
                var part = new byte[lace & 0xff];
                bytes.get(part);
                packet.writeBytes(part);
                if (part.length < 255) {
                    packets.add(packet.toByteArray());
                    packet.reset();
                }
            }
            assertThat(packet.size()).as("what goes on on another page").isZero();
            bytes.putInt(start + 22, 0);
            assertThat(checksum).as("checksum").isEqualTo(checksum(file, start, bytes.position()));
            pages.add(new Page(flags, position, serial, packets));
        }
        return new OggStream(pages);
    }

    List<byte[]> packets() {
        return pages.stream().flatMap(page -> page.packets().stream()).toList();
    }

    /** Bit by bit, as the specification describes it. */
    private static int checksum(byte[] file, int from, int to) {
        var checksum = 0;
        for (var index = from; index < to; index++) {
            checksum ^= file[index] << 24;
            for (var bit = 0; bit < 8; bit++) {
                checksum = checksum < 0 ? checksum << 1 ^ 0x04c11db7 : checksum << 1;
            }
        }
        return checksum;
    }

    record Page(int flags, long position, int serial, List<byte[]> packets) {}
}
