package com.chatsphere.media.preview;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/** What a picture shows: its size and a small copy of its first frame. */
final class Pictures {
    private static final float QUALITY = 0.8f;

    /** Four pixels are read for each that is shown, so that the small picture is smooth. */
    private static final int PIXELS_FOR_ONE = 2;

    private Pictures() {}

    static void look(Path file, String mimeType, int maxWidth, int maxHeight, Sight sight) throws IOException {
        var picture = Picture.open(file, mimeType);
        sight.size(picture.uprightWidth(), picture.uprightHeight());
        show(picture.within(maxWidth, maxHeight, PIXELS_FOR_ONE), sight);
    }

    static void show(BufferedImage small, Sight sight) throws IOException {
        sight.thumbnail(
                small.getWidth(),
                small.getHeight(),
                Pixels.showThrough(small) ? Encoded.png(small) : Encoded.jpeg(small, QUALITY));
    }
}
