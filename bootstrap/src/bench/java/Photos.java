import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.FileImageOutputStream;

/** Photos of 12 megapixels and about 2 MB, as a phone takes them. */
final class Photos {
    static final int WIDTH = 4_000;
    static final int HEIGHT = 3_000;

    private static final int DIFFERENT = 5;
    private static final int BYTES = 2_000_000;
    private static final int ATTEMPTS = 7;

    private Photos() {}

    /** So many files, of which a few are different. */
    static List<Path> in(Path folder, int count) throws IOException {
        double noise = 40;
        Path photo = folder.resolve("photo.jpg");
        double low = 0;
        double high = 120;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            noise = (low + high) / 2;
            write(photo(noise, 0), photo);
            if (Files.size(photo) > BYTES) {
                high = noise;
            } else {
                low = noise;
            }
        }
        List<Path> photos = new ArrayList<>();
        for (int different = 0; different < DIFFERENT; different++) {
            write(photo(noise, different), photo);
            for (int copy = different; copy < count; copy += DIFFERENT) {
                photos.add(Files.copy(photo, folder.resolve("photo-" + copy + ".jpg")));
            }
        }
        return photos;
    }

    /** Colors that run into each other, with the grain of a small sensor. */
    private static BufferedImage photo(double noise, int seed) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        Random random = new Random(seed);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double grain = (random.nextInt(256) - 128) / 128.0 * noise;
                int red = clamped(128 + 100 * Math.sin(x / 300.0 + seed) + grain);
                int green = clamped(128 + 100 * Math.sin(y / 200.0) + grain);
                int blue = clamped(255.0 * x / WIDTH + grain);
                pixels[y * WIDTH + x] = red << 16 | green << 8 | blue;
            }
        }
        return image;
    }

    private static int clamped(double value) {
        return (int) Math.max(0, Math.min(255, value));
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        Files.deleteIfExists(file);
        try (var output = new FileImageOutputStream(file.toFile())) {
            writer.setOutput(output);
            ImageWriteParam wanted = writer.getDefaultWriteParam();
            wanted.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            wanted.setCompressionQuality(0.85f);
            writer.write(null, new IIOImage(image, null, null), wanted);
        } finally {
            writer.dispose();
        }
    }
}
