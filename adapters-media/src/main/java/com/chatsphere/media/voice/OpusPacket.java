package com.chatsphere.media.voice;

import com.chatsphere.media.container.Malformed;

/** How long a packet of Opus plays, from its first two bytes (<a href="https://www.rfc-editor.org/rfc/rfc6716">RFC 6716</a>, 3.1 and 3.2). */
final class OpusPacket {
    /** 48 frames of 1,275 bytes, and what tells them apart. */
    static final int LONGEST = 48 * (1_275 + 2) + 2;

    private static final int[] SILK = {480, 960, 1_920, 2_880};
    private static final int[] HYBRID = {480, 960};
    private static final int[] CELT = {120, 240, 480, 960};
    private static final int FIRST_HYBRID = 12;
    private static final int FIRST_CELT = 16;
    private static final int LONGEST_DURATION = 5_760;

    private OpusPacket() {}

    /** In samples of 1/48,000 second. */
    static int duration(byte[] packet) throws Malformed {
        if (packet.length == 0) {
            throw new Malformed("a packet is empty");
        }
        var duration = frame((packet[0] & 0xff) >> 3) * count(packet);
        if (duration == 0 || duration > LONGEST_DURATION) {
            throw new Malformed("a packet plays for no time or too long");
        }
        return duration;
    }

    private static int frame(int configuration) {
        if (configuration < FIRST_HYBRID) {
            return SILK[configuration & 3];
        }
        return configuration < FIRST_CELT ? HYBRID[configuration & 1] : CELT[configuration & 3];
    }

    private static int count(byte[] packet) throws Malformed {
        return switch (packet[0] & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> {
                if (packet.length == 1) {
                    throw new Malformed("a packet does not say how many frames it has");
                }
                yield packet[1] & 0x3f;
            }
        };
    }
}
