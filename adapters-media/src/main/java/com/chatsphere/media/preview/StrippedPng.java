package com.chatsphere.media.preview;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * A PNG with only those chunks that are needed to show it as it is meant; its pixels stay as they are.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#11Chunks">PNG, chunk specifications</a>
 */
final class StrippedPng {
    private static final Set<String> NEEDED =
            Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP");

    private static final int SIGNATURE = 8;
    private static final int AROUND_A_CHUNK = 12;
    private static final int DEPTH = 16;
    private static final int COLORS = 17;
    private static final int RGB = 2;
    private static final int RGBA = 6;

    private StrippedPng() {}

    /** Empty when it has not eight bits each of red, green, blue and opacity, or is not whole. */
    static Optional<byte[]> of(byte[] png) {
        if (png.length < SIGNATURE + SIGNATURE + DEPTH || !hasPlainColors(png)) {
            return Optional.empty();
        }
        var kept = new ByteArrayOutputStream(png.length);
        kept.write(png, 0, SIGNATURE);
        int at = SIGNATURE;
        while (at + AROUND_A_CHUNK <= png.length) {
            long length = Integer.toUnsignedLong(ByteBuffer.wrap(png).getInt(at));
            if (length > png.length - at - AROUND_A_CHUNK) {
                return Optional.empty();
            }
            int whole = (int) length + AROUND_A_CHUNK;
            var name = new String(png, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (NEEDED.contains(name)) {
                kept.write(png, at, whole);
            }
            if (name.equals("IEND")) {
                return Optional.of(kept.toByteArray());
            }
            at += whole;
        }
        return Optional.empty();
    }

    private static boolean hasPlainColors(byte[] png) {
        int depth = png[SIGNATURE + DEPTH];
        int colors = png[SIGNATURE + COLORS];
        return depth == 8 && (colors == RGB || colors == RGBA);
    }
}
