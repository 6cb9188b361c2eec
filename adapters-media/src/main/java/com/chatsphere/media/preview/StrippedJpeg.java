package com.chatsphere.media.preview;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A JPEG without what is written beside the picture: only the segments that are needed to show it as it is meant, and
 * nothing after its end. The picture itself stays, bit for bit.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B</a>
 */
final class StrippedJpeg {
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int SCAN = 0xDA;
    private static final int JFIF = 0xE0;
    private static final int ICC = 0xE2;
    private static final int ADOBE = 0xEE;
    private static final int FIRST_OF_APPLICATIONS = 0xE0;
    private static final int LAST_OF_APPLICATIONS = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final int BASELINE = 0xC0;
    private static final int PROGRESSIVE = 0xC2;
    private static final byte[] ICC_NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final ByteArrayOutputStream kept;
    private int at = 2;
    private boolean plain;

    private StrippedJpeg(byte[] bytes) {
        this.bytes = bytes;
        this.kept = new ByteArrayOutputStream(bytes.length);
    }

    /** Empty when it has not three colours of eight bits each, or is not whole. */
    static Optional<byte[]> of(byte[] jpeg) {
        return new StrippedJpeg(jpeg).strip();
    }

    private Optional<byte[]> strip() {
        kept.write(0xFF);
        kept.write(START);
        while (at + 4 <= bytes.length && unsigned(at) == 0xFF) {
            int marker = unsigned(at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            int length = unsigned(at + 2) << 8 | unsigned(at + 3);
            int end = at + 2 + length;
            if (marker <= LAST_RESTART && marker >= FIRST_RESTART
                    || marker < BASELINE
                    || length < 2
                    || end > bytes.length) {
                return Optional.empty();
            }
            if (isFrame(marker)) {
                plain = (marker == BASELINE || marker == BASELINE + 1 || marker == PROGRESSIVE)
                        && length > 7
                        && bytes[at + 4] == 8
                        && bytes[at + 9] == 3;
            }
            if (isNeeded(marker, at + 4, end)) {
                kept.write(bytes, at, end - at);
            }
            at = end;
            if (marker == SCAN) {
                skipScan();
            }
            if (at + 2 <= bytes.length && unsigned(at) == 0xFF && unsigned(at + 1) == END) {
                kept.write(0xFF);
                kept.write(END);
                return plain ? Optional.of(kept.toByteArray()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void skipScan() {
        int begin = at;
        while (at + 1 < bytes.length
                && !(unsigned(at) == 0xFF
                        && unsigned(at + 1) != 0
                        && unsigned(at + 1) != 0xFF
                        && !(unsigned(at + 1) >= FIRST_RESTART && unsigned(at + 1) <= LAST_RESTART))) {
            at++;
        }
        kept.write(bytes, begin, at - begin);
    }

    private boolean isNeeded(int marker, int from, int end) {
        if (marker == ICC) {
            return end - from >= ICC_NAME.length
                    && Arrays.equals(bytes, from, from + ICC_NAME.length, ICC_NAME, 0, ICC_NAME.length);
        }
        boolean isBeside = marker >= FIRST_OF_APPLICATIONS && marker <= LAST_OF_APPLICATIONS || marker == COMMENT;
        return !isBeside || marker == ADOBE || isJfif(marker, from, end);
    }

    /** The short form: the long ones carry a small copy of the picture. */
    private boolean isJfif(int marker, int from, int end) {
        return marker == JFIF && end - from == 14 && bytes[from] == 'J' && bytes[from + 3] == 'F';
    }

    private static boolean isFrame(int marker) {
        return marker >= BASELINE && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private int unsigned(int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }
}
