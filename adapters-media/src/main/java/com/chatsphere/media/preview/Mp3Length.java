package com.chatsphere.media.preview;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long an MP3 plays: the sum of its frames. Nothing else is sure, because bit rates change on the way.
 *
 * @see <a href="http://www.mp3-tech.org/programmer/frame_header.html">MPEG audio frame header</a>
 */
final class Mp3Length {
    private static final int[] KBITS_OF_MPEG_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KBITS_OF_MPEG_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] RATES_OF_MPEG_1 = {44_100, 48_000, 32_000};
    private static final int MPEG_1 = 3;
    private static final int MPEG_2_5 = 0;
    private static final int RESERVED = 1;
    private static final int LAYER_3 = 1;
    private static final int HEADER = 4;
    private static final int ID3 = 'I' << 16 | 'D' << 8 | '3';
    private static final int REST_OF_ID3 = 2;

    private Mp3Length() {}

    static double secondsOf(Path file) throws IOException {
        double seconds = 0;
        try (var sound = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            int header = sound.readInt();
            if (header >>> 8 == ID3) {
                sound.skipNBytes(REST_OF_ID3);
                sound.skipNBytes(sevenBitsEach(sound.readInt()));
                header = sound.readInt();
            }
            while (true) {
                int length = lengthOf(header);
                if (length > HEADER) {
                    seconds += samplesOf(header) / (double) rateOf(header);
                    sound.skipNBytes(length - HEADER);
                    header = sound.readInt();
                } else if (seconds > 0) {
                    return seconds;
                } else {
                    header = header << 8 | sound.readUnsignedByte();
                }
            }
        } catch (EOFException end) {
            if (seconds == 0) {
                throw new Unreadable("no frame of MP3");
            }
            return seconds;
        }
    }

    /** In bytes; 0 when this is no frame of layer 3. */
    private static int lengthOf(int header) {
        int bitRate = header >>> 12 & 0xF;
        int rate = header >>> 10 & 3;
        if (header >>> 21 != 0x7FF
                || versionOf(header) == RESERVED
                || (header >>> 17 & 3) != LAYER_3
                || bitRate == 0
                || bitRate >= KBITS_OF_MPEG_1.length
                || rate >= RATES_OF_MPEG_1.length) {
            return 0;
        }
        int kbits = (versionOf(header) == MPEG_1 ? KBITS_OF_MPEG_1 : KBITS_OF_MPEG_2)[bitRate];
        int padding = header >>> 9 & 1;
        return samplesOf(header) / 8 * kbits * 1_000 / rateOf(header) + padding;
    }

    private static int samplesOf(int header) {
        return versionOf(header) == MPEG_1 ? 1152 : 576;
    }

    private static int rateOf(int header) {
        int rate = RATES_OF_MPEG_1[header >>> 10 & 3];
        return switch (versionOf(header)) {
            case MPEG_1 -> rate;
            case MPEG_2_5 -> rate / 4;
            default -> rate / 2;
        };
    }

    private static int versionOf(int header) {
        return header >>> 19 & 3;
    }

    private static int sevenBitsEach(int size) {
        return (size >>> 24 & 0x7F) << 21 | (size >>> 16 & 0x7F) << 14 | (size >>> 8 & 0x7F) << 7 | size & 0x7F;
    }
}
