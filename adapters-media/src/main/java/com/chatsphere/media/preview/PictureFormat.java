package com.chatsphere.media.preview;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The formats of pictures that are read, told from the first bytes of a file. */
enum PictureFormat {
    JPEG("image/jpeg"),
    PNG("image/png"),
    GIF("image/gif"),
    WEBP("image/webp");

    private static final int FIRST_BYTES = 12;

    private final String mimeType;

    PictureFormat(String mimeType) {
        this.mimeType = mimeType;
    }

    String mimeType() {
        return mimeType;
    }

    static Optional<PictureFormat> of(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return of(content.readNBytes(FIRST_BYTES));
        }
    }

    static Optional<PictureFormat> of(byte[] firstBytes) {
        var first = new String(firstBytes, 0, Math.min(firstBytes.length, FIRST_BYTES), StandardCharsets.ISO_8859_1);
        if (first.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (first.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (first.startsWith("GIF87a") || first.startsWith("GIF89a")) {
            return Optional.of(GIF);
        }
        if (first.startsWith("RIFF") && first.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        return Optional.empty();
    }
}
