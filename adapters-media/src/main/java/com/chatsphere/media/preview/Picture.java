package com.chatsphere.media.preview;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * A picture of which the header has been read.
 *
 * @param width as stored, before it is turned upright
 * @param height as stored, before it is turned upright
 * @param orientation as EXIF numbers it, 1 is upright
 */
record Picture(Path file, PictureFormat format, int width, int height, int orientation) {
    /** As many as 8K has, which is more than phones send and little enough to be read. */
    private static final long MOST_PIXELS = 33_177_600;

    /** What pixels may take while they are read; the heap has to hold a scaled copy as well. */
    private static final long MOST_BYTES = 150L << 20;

    private static final int BYTES_A_PIXEL = 4;
    private static final int UPRIGHT = 1;
    private static final int FIRST_ON_ITS_SIDE = 5;

    static Picture open(Path file, String mimeType) throws IOException {
        var format = PictureFormat.of(file).orElseThrow(() -> new Unreadable("no JPEG, PNG, GIF or WebP"));
        if (!mimeType.startsWith(format.mimeType())) {
            throw new Unreadable("%s by its bytes, not %s".formatted(format.mimeType(), mimeType));
        }
        var reader = Readers.of(format).getFirst();
        try (ImageInputStream input = new FileImageInputStream(file.toFile())) {
            reader.setInput(input, true, true);
            var picture =
                    new Picture(file, format, reader.getWidth(0), reader.getHeight(0), orientationOf(file, format));
            return format == PictureFormat.GIF ? picture.onItsScreen() : picture;
        } finally {
            reader.dispose();
        }
    }

    int uprightWidth() {
        return isOnItsSide() ? height : width;
    }

    int uprightHeight() {
        return isOnItsSide() ? width : height;
    }

    boolean isUpright() {
        return orientation == UPRIGHT;
    }

    void requireReadable() throws Unreadable {
        if ((long) width * height > MOST_PIXELS) {
            throw new Unreadable("%d x %d pixels are more than %,d".formatted(width, height, MOST_PIXELS));
        }
    }

    /** The first frame, upright, scaled down to fit; never scaled up. Only what is needed of the pixels is kept while reading. */
    BufferedImage within(int maxWidth, int maxHeight, int pixelsForOne) throws IOException {
        requireReadable();
        double scale = Math.min(1, Math.min((double) maxWidth / uprightWidth(), (double) maxHeight / uprightHeight()));
        int targetWidth = Math.max(1, (int) Math.round(width * scale));
        int targetHeight = Math.max(1, (int) Math.round(height * scale));
        int every = Math.max(1, Math.min(width / (targetWidth * pixelsForOne), height / (targetHeight * pixelsForOne)));
        while ((long) width * height * BYTES_A_PIXEL / every / every > MOST_BYTES) {
            every++;
        }
        var scaled = Thumbnails.of(Pixels.ofEightBits(read(every)))
                .forceSize(targetWidth, targetHeight)
                .asBufferedImage();
        return isUpright()
                ? scaled
                : ExifFilterUtils.getFilterForOrientation(Orientation.typeOf(orientation))
                        .apply(scaled);
    }

    private BufferedImage read(int every) throws IOException {
        IOException failure = new Unreadable("no reader of " + format.mimeType());
        for (ImageReader reader : Readers.of(format)) {
            try (ImageInputStream input = new FileImageInputStream(file.toFile())) {
                reader.setInput(input, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw new Unreadable("the first frame has more than %,d pixels".formatted(MOST_PIXELS));
                }
                ImageReadParam wanted = reader.getDefaultReadParam();
                wanted.setSourceSubsampling(every, every, 0, 0);
                return reader.read(0, wanted);
            } catch (IOException | RuntimeException unreadable) {
                failure = new IOException(unreadable);
            } finally {
                reader.dispose();
            }
        }
        throw failure;
    }

    private boolean isOnItsSide() {
        return orientation >= FIRST_ON_ITS_SIDE;
    }

    /** The frames of a GIF may be smaller than what is shown of it. */
    private Picture onItsScreen() throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            content.skipNBytes(6);
            ByteBuffer screen = ByteBuffer.wrap(content.readNBytes(4)).order(ByteOrder.LITTLE_ENDIAN);
            int screenWidth = Short.toUnsignedInt(screen.getShort());
            int screenHeight = Short.toUnsignedInt(screen.getShort());
            boolean said = screenWidth > 0 && screenHeight > 0;
            return said ? new Picture(file, format, screenWidth, screenHeight, orientation) : this;
        }
    }

    private static int orientationOf(Path file, PictureFormat format) {
        try {
            Metadata metadata =
                    switch (format) {
                        case JPEG -> JpegMetadataReader.readMetadata(file.toFile(), List.of(new ExifReader()));
                        case PNG -> PngMetadataReader.readMetadata(file.toFile());
                        case WEBP -> WebpMetadataReader.readMetadata(file.toFile());
                        case GIF -> new Metadata();
                    };
            for (var directory : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
                if (directory.containsTag(ExifDirectoryBase.TAG_ORIENTATION)) {
                    int orientation = directory.getInt(ExifDirectoryBase.TAG_ORIENTATION);
                    return orientation >= UPRIGHT && orientation <= 8 ? orientation : UPRIGHT;
                }
            }
            return UPRIGHT;
        } catch (IOException | ImageProcessingException | MetadataException | RuntimeException unreadable) {
            return UPRIGHT;
        }
    }
}
