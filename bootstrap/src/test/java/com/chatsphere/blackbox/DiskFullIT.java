package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The disk with the files is full, and has room again. */
@Timeout(300)
class DiskFullIT {
    private static final int PICTURES = 200;
    private static final int TEXTS = 50;
    private static final String ADA = "1555556001";
    private static final String BOB = "1555556002";
    private static final Duration WHILE_FULL = Duration.ofSeconds(60);
    private static final Duration ONCE_THERE_IS_ROOM = Duration.ofSeconds(60);
    private static final Random RANDOM = new Random(8);

    /** A disk of a given size, in memory. */
    private record SmallDisk(Path root) implements AutoCloseable {
        static SmallDisk of(String size) {
            Path root = Workplace.folder();
            run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", root.toString());
            return new SmallDisk(root);
        }

        void growTo(String size) {
            run("mount", "-o", "remount,size=" + size, root.toString());
        }

        @Override
        public void close() {
            run("umount", "--lazy", root.toString());
        }

        private static void run(String... command) {
            try {
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                if (process.waitFor() != 0) {
                    fail(
                            "`%s` failed (%s). This test mounts a small disk: run it as root, in a container with CAP_SYS_ADMIN."
                                    .formatted(String.join(" ", command), said));
                }
            } catch (IOException missing) {
                fail("This test needs the program %s.".formatted(command[0]), missing);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    @Test
    void textsComeWhileFilesWaitForRoomAndThenTheyComeToo() throws Exception {
        try (SmallDisk disk = SmallDisk.of("8m");
                StandInMeta meta = new StandInMeta();
                RunningApplication application = RunningApplication.withMeta(
                        meta.address(), Map.of("MEDIA_STORAGE_ROOT", disk.root().toString()));
                WebhookCannon cannon = WebhookCannon.at(application);
                Script script = Script.loggedIn(application)) {
            assertThat(cannon.volley(deliveries(meta.files())))
                    .hasSize(PICTURES + TEXTS)
                    .containsOnly(200);

            assertThat(script.messagesWith(BOB, TEXTS)).hasSize(TEXTS);
            await().atMost(WHILE_FULL)
                    .until(
                            () -> media(script),
                            all -> all.stream().allMatch(media -> isReady(media) || waitsForRoom(media))
                                    && all.stream().anyMatch(DiskFullIT::isReady)
                                    && all.stream().anyMatch(DiskFullIT::waitsForRoom));
            awaitWhole(disk, application);

            disk.growTo("64m");
            await().atMost(ONCE_THERE_IS_ROOM)
                    .until(() ->
                            media(script).stream().filter(DiskFullIT::isReady).count() == PICTURES);
            awaitWhole(disk, application);
        }
    }

    private static List<byte[]> deliveries(StandInFiles files) throws IOException {
        List<byte[]> deliveries = new ArrayList<>();
        for (int number = 0; number < PICTURES; number++) {
            String file = files.hold(picture(), "image/png");
            deliveries.add(Deliveries.forNumber(
                    Deliveries.NUMBER, files.message("wamid.picture" + number, ADA, "image", file, null)));
        }
        deliveries.addAll(Deliveries.texts("wamid.text", BOB, TEXTS));
        return deliveries;
    }

    /** Noise, which nothing makes smaller: 100 KB. */
    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(256, 128, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, RANDOM.nextInt());
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static List<JsonNode> media(Script script) {
        return script.messagesWith(ADA, PICTURES).stream()
                .map(message -> message.path("media"))
                .toList();
    }

    private static boolean isReady(JsonNode media) {
        return media.path("status").asString("").equals("ready");
    }

    private static boolean waitsForRoom(JsonNode media) {
        return media.path("status").asString("").equals("pending")
                && media.path("error").asString("").contains("no room");
    }

    /** Every file in the store belongs to a row and is all of it, and every row has its file: nothing is torn or left over. */
    private static void awaitWhole(SmallDisk disk, RunningApplication application) {
        await().atMost(WHILE_FULL).ignoreException(NoSuchFileException.class).untilAsserted(() -> {
            Map<String, String> kept = kept(application);
            Map<String, String> found = onDisk(disk.root());
            assertThat(found.keySet()).isEqualTo(kept.keySet());
            assertThat(found)
                    .allSatisfy(
                            (name, sizeAndDigest) -> assertThat(sizeAndDigest).startsWith(kept.get(name)));
        });
    }

    /** Size and, but for small pictures, digest of every file that can be shown, under its name in the store. */
    private static Map<String, String> kept(RunningApplication application) throws SQLException {
        Map<String, String> kept = new TreeMap<>();
        try (Connection database = application.connect();
                PreparedStatement query = database.prepareStatement("""
                    SELECT store_key, size_bytes || ' ' || sha256 FROM media_file WHERE state = 'ready'
                    UNION ALL
                    SELECT thumbnail_key, thumbnail_size || ' ' FROM media_file WHERE thumbnail_key IS NOT NULL
                    """);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                kept.put(rows.getString(1), rows.getString(2));
            }
        }
        return kept;
    }

    /** Size and digest of every file under its name in the store, also of what was left over. */
    private static Map<String, String> onDisk(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                found.put(
                        root.relativize(file).toString(),
                        bytes.length + " " + HexFormat.of().formatHex(StandInFiles.sha256(bytes)));
            }
        }
        return found;
    }
}
