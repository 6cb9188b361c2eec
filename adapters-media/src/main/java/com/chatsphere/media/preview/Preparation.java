package com.chatsphere.media.preview;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.coobird.thumbnailator.Thumbnails;

/**
 * Makes a picture ready to be sent: WhatsApp takes JPEG and PNG of eight bits, RGB or RGBA, and five megabytes; and nobody
 * needs to know where it was taken.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media">Supported media types</a>
 */
final class Preparation {
    /** What WhatsApp takes of a picture, in bytes. */
    static final int MOST_BYTES = 5 * 1024 * 1024;

    private static final int LONGEST_SIDE = 4096;
    private static final float[] QUALITIES = {0.92f, 0.85f, 0.75f, 0.6f};
    private static final double SMALLER = 0.7;

    private static final int ENOUGH_TO_BE_READ = 512;

    private Preparation() {}

    static void prepare(Path picture, String mimeType, Path into) throws IOException {
        var opened = Picture.open(picture, mimeType);
        opened.requireReadable();
        var stripped = stripped(opened);
        if (stripped.isPresent()) {
            // A file that only looks like a picture from outside does not go out.
            opened.within(ENOUGH_TO_BE_READ, ENOUGH_TO_BE_READ, 1);
            Files.write(into, stripped.get());
            return;
        }
        Files.write(into, encoded(opened));
    }

    /** The same picture without what is written beside it; empty when more than that is needed. */
    private static Optional<byte[]> stripped(Picture picture) throws IOException {
        if (!picture.isUpright() || Files.size(picture.file()) > 2 * MOST_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(picture.file());
        var stripped =
                switch (picture.format()) {
                    case JPEG -> StrippedJpeg.of(bytes);
                    case PNG -> StrippedPng.of(bytes);
                    case GIF, WEBP -> Optional.<byte[]>empty();
                };
        return stripped.filter(smaller -> smaller.length <= MOST_BYTES);
    }

    private static byte[] encoded(Picture picture) throws IOException {
        var image = picture.within(LONGEST_SIDE, LONGEST_SIDE, 1);
        boolean isPhoto = picture.format() == PictureFormat.JPEG
                || picture.format() == PictureFormat.WEBP
                || Files.size(picture.file()) > MOST_BYTES;
        boolean showsThrough = Pixels.showThrough(image);
        if (showsThrough || !isPhoto) {
            byte[] png = Encoded.png(showsThrough ? image : Pixels.opaque(image));
            if (png.length <= MOST_BYTES) {
                return png;
            }
        }
        return jpeg(Pixels.opaque(image));
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        for (BufferedImage smaller = image;
                ;
                smaller = Thumbnails.of(smaller).scale(SMALLER).asBufferedImage()) {
            for (float quality : QUALITIES) {
                byte[] jpeg = Encoded.jpeg(smaller, quality);
                if (jpeg.length <= MOST_BYTES) {
                    return jpeg;
                }
            }
        }
    }
}
