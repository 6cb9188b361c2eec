import com.chatsphere.application.media.Previews;
import com.chatsphere.media.preview.ChildPreviews;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.FileImageOutputStream;

/** Measures how long small pictures of a hundred photos take when all of them arrive at once, and what memory that takes. */
final class ThumbnailBench {
    private static final int PHOTOS = Integer.getInteger("bench.photos", 100);
    private static final int DIFFERENT = 5;
    private static final int WIDTH = 4_000;
    private static final int HEIGHT = 3_000;
    private static final int BYTES = 2_000_000;
    private static final int SIDE = 512;
    private static final int ATTEMPTS = 7;

    private ThumbnailBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("chatsphere-bench");
        try (ChildPreviews previews = new ChildPreviews(folder.resolve("previews"), SIDE, SIDE)) {
            List<Path> photos = photos(folder);
            System.out.printf(
                    "%d photos of %d x %d pixels and %,d bytes; load %.1f%n",
                    photos.size(), WIDTH, HEIGHT, Files.size(photos.getFirst()), load());
            run("cold", previews, photos);
            run("warm", previews, photos);
        } finally {
            remove(folder);
        }
    }

    private static void run(String name, Previews previews, List<Path> photos) throws Exception {
        System.gc();
        long before = usedHeap();
        double processor = childProcessorSeconds();
        List<Double> waits = Collections.synchronizedList(new ArrayList<>());
        Instant begun = Instant.now();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> asked = new ArrayList<>();
            for (Path photo : photos) {
                asked.add(callers.submit(
                        () -> {
                            Previews.Look look = previews.look(photo, "image/jpeg");
                            if (look.thumbnail() == null) {
                                throw new IllegalStateException("no small picture: " + look.trouble());
                            }
                            waits.add(BenchedApplication.secondsSince(begun));
                        },
                        null));
            }
            for (Future<?> one : asked) {
                one.get();
            }
        }
        double seconds = BenchedApplication.secondsSince(begun);
        long garbage = usedHeap() - before;
        System.gc();
        System.out.printf(
                "%-5s %.1f s, %.0f ms a photo; of the processor %.0f ms; first after %.2f s, half after"
                        + " %.1f s; load %.1f%n",
                name,
                seconds,
                seconds * 1_000 / photos.size(),
                (childProcessorSeconds() - processor) * 1_000 / photos.size(),
                BenchedApplication.percentile(waits, 0),
                BenchedApplication.percentile(waits, 0.5),
                load());
        System.out.printf(
                "      this process: heap + %d MB until collected, + %d MB after; %s%n",
                garbage >> 20, usedHeap() - before >> 20, childMemory());
    }

    private static double childProcessorSeconds() {
        return ProcessHandle.current()
                .children()
                .mapToDouble(child ->
                        child.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1_000.0)
                .sum();
    }

    private static String childMemory() throws IOException {
        List<String> said = new ArrayList<>();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            Path status = Path.of("/proc", Long.toString(child.pid()), "status");
            if (Files.exists(status)) {
                for (String line : Files.readAllLines(status)) {
                    if (line.startsWith("VmHWM:") || line.startsWith("VmRSS:")) {
                        said.add(line.replaceAll("\\s+", " "));
                    }
                }
            }
        }
        return "processes " + said;
    }

    private static List<Path> photos(Path folder) throws IOException {
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
            for (int copy = different; copy < PHOTOS; copy += DIFFERENT) {
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

    private static long usedHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
