import com.chatsphere.application.media.Previews;
import com.chatsphere.media.preview.ChildPreviews;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Measures how long small pictures of a hundred photos take when all of them arrive at once, and what memory that takes. */
final class ThumbnailBench {
    private static final int PHOTOS = Integer.getInteger("bench.photos", 100);
    private static final int SIDE = 512;

    private ThumbnailBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("chatsphere-bench");
        try (ChildPreviews previews = new ChildPreviews(folder.resolve("previews"), SIDE, SIDE)) {
            List<Path> photos = Photos.in(folder, PHOTOS);
            System.out.printf(
                    "%d photos of %d x %d pixels and %,d bytes; load %.1f%n",
                    photos.size(), Photos.WIDTH, Photos.HEIGHT, Files.size(photos.getFirst()), load());
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
