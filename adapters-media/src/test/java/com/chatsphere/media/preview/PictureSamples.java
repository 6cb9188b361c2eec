package com.chatsphere.media.preview;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures, and their parts. */
final class PictureSamples {
    /** What cameras write, and nobody else needs to know. */
    static final String SECRET_PLACE = "52.5200N 13.4050E";

    private PictureSamples() {}

    static Path resource(String name, Path folder) throws IOException {
        try (InputStream content = Objects.requireNonNull(PictureSamples.class.getResourceAsStream(name), name)) {
            var file = folder.resolve(name);
            Files.copy(content, file);
            return file;
        }
    }

    /** Red above, blue below on the left, green below on the right. */
    static BufferedImage flag(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        var brush = image.createGraphics();
        brush.setColor(Color.RED);
        brush.fillRect(0, 0, width, height / 2);
        brush.setColor(Color.BLUE);
        brush.fillRect(0, height / 2, width / 2, height);
        brush.setColor(Color.GREEN);
        brush.fillRect(width / 2, height / 2, width, height);
        brush.dispose();
        return image;
    }

    static BufferedImage shade(int width, int height, int type, int shade) {
        var image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, shade);
            }
        }
        return image;
    }

    /** Noise that nothing makes smaller. */
    static BufferedImage noise(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        long state = 42;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
                image.setRGB(x, y, (int) (state >>> 32));
            }
        }
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    /** A JPEG as phones make them: turned, with a place, a comment, and a film behind its end. */
    static byte[] asFromAPhone(byte[] jpeg, int orientation) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, 2);
        segment(bytes, 0xE1, exif(orientation));
        segment(
                bytes,
                0xE1,
                ("http://ns.adobe.com/xap/1.0/\0<gps>" + SECRET_PLACE + "</gps>").getBytes(StandardCharsets.US_ASCII));
        segment(bytes, 0xE2, "MPF\0".getBytes(StandardCharsets.US_ASCII));
        segment(bytes, 0xFE, SECRET_PLACE.getBytes(StandardCharsets.US_ASCII));
        bytes.write(jpeg, 2, jpeg.length - 2);
        bytes.writeBytes(("ftypmp42" + SECRET_PLACE).getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    /** A PNG with one more chunk behind its header. */
    static byte[] withChunk(byte[] png, String name, byte[] content) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(png, 0, 33);
        bytes.writeBytes(chunk(name, content));
        bytes.write(png, 33, png.length - 33);
        return bytes.toByteArray();
    }

    static byte[] chunk(String name, byte[] content) {
        var named = ByteBuffer.allocate(4 + content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        var crc = new CRC32();
        crc.update(named);
        return ByteBuffer.allocate(8 + named.length)
                .putInt(content.length)
                .put(named)
                .putInt((int) crc.getValue())
                .array();
    }

    /** A TIFF of one directory: the orientation, and who made the picture where. */
    static byte[] tiff(int orientation) {
        byte[] place = (SECRET_PLACE + "\0").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(8 + 2 + 12 + 12 + 4 + place.length)
                .order(ByteOrder.BIG_ENDIAN)
                .put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8})
                .putShort((short) 2)
                .putShort((short) 0x010E)
                .putShort((short) 2)
                .putInt(place.length)
                .putInt(38)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .put(place)
                .array();
    }

    private static byte[] exif(int orientation) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(tiff(orientation));
        return bytes.toByteArray();
    }

    private static void segment(ByteArrayOutputStream to, int marker, byte[] content) {
        to.write(0xFF);
        to.write(marker);
        to.write(content.length + 2 >> 8);
        to.write(content.length + 2);
        to.writeBytes(content);
    }
}
