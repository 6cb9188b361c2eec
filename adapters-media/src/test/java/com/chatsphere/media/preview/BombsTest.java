package com.chatsphere.media.preview;

import static com.chatsphere.media.preview.PictureSamples.encoded;
import static com.chatsphere.media.preview.PictureSamples.flag;
import static com.chatsphere.media.preview.PictureSamples.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.media.Previews.Look;
import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file does, it does it to a process that may go: this one stays as it is, and the next good file is shown. */
class BombsTest {
    /** More than enough for a process whose machine is busy with something else. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final long MOST_MEMORY = 16L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static ChildPreviews previews;

    @TempDir
    static Path childFolder;

    @TempDir
    Path folder;

    @BeforeAll
    static void begin() {
        var limits = new ChildLimits(
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                1,
                10,
                Duration.ofMinutes(1),
                500,
                Duration.ofMinutes(1));
        previews = new ChildPreviews(childFolder, 512, 512, limits, ChildCode.ofThisProgram());
    }

    @AfterAll
    static void end() {
        previews.close();
    }

    @AfterEach
    void showsTheNextGoodFile() throws IOException {
        Path good =
                Files.write(folder.resolve("good.jpg"), encoded(flag(800, 600, BufferedImage.TYPE_INT_RGB), "jpeg"));

        assertThat(previews.look(good, "image/jpeg").thumbnail()).isNotNull();
    }

    @Test
    void tellsTheSizeOfAPictureThatIsTooLargeToBeRead() throws IOException {
        byte[] bomb = Bombs.hugePng();
        assertThat(bomb.length).isLessThan(200_000);

        Look look = look(bomb, "image/png");

        assertThat(List.of(look.width(), look.height())).containsExactly(30_000, 30_000);
        assertThat(look.thumbnail()).isNull();
        assertThat(look.trouble()).contains("30000 x 30000 pixels are more than");
        assertThat(previews.prepare(folder.resolve("bomb"), "image/png")).isEmpty();
    }

    @Test
    void readsTheFirstOfTenThousandFrames() throws IOException {
        Look gif = look(Bombs.longGif(), "image/gif");
        Look webp = look(Bombs.longWebp(), "image/webp");

        assertThat(gif.width()).isEqualTo(1000);
        assertThat(gif.thumbnail()).isNotNull();
        assertThat(webp.width()).isEqualTo(1);
    }

    @Test
    void survivesAPictureOf300MegabytesInADocument() throws IOException {
        byte[] bomb = Bombs.hugePdf();
        assertThat(bomb.length).isLessThan(400_000);

        Look look = look(bomb, "application/pdf");

        assertThat(look.pages()).isEqualTo(1);
    }

    @Test
    void keepsTheCountOfPagesWhenThePageKillsTheProcess() throws IOException {
        Look look = look(Bombs.hugeShade(), "application/pdf");

        assertThat(look.pages()).isEqualTo(1);
        assertThat(look.thumbnail()).isNull();
        assertThat(look.trouble()).isEqualTo("needed too much memory");
        assertThat(previews.pids()).isEmpty();
    }

    @Test
    void survivesWhatWasCompressedThreeTimes() throws IOException {
        byte[] bomb = Bombs.nestedFlate();
        assertThat(bomb.length).isLessThan(5_000);

        assertThat(look(bomb, "application/pdf").pages()).isEqualTo(1);
    }

    @Test
    void leavesADocumentThatContainsItself() throws IOException {
        assertThat(look(Bombs.cyclicPdf(), "application/pdf").thumbnail()).isNull();
    }

    @Test
    void survivesAMillionObjects() throws IOException {
        Path file = folder.resolve("bomb");
        Bombs.writeCrowdedPdf(file);

        lookAt(file, "application/pdf");
    }

    @Test
    void killsTheProcessThatTakesTooMuchOfTheProcessor() throws IOException {
        Look look = look(Bombs.slowPdf(), "application/pdf");

        assertThat(look.pages()).isEqualTo(1);
        assertThat(look.trouble()).isEqualTo("took more than 2000 ms of the processor");
    }

    @ParameterizedTest
    @CsvSource({
        "TIFF, 49492a00080000000000",
        "PSD, 38425053000100000000000000030000",
        "ICO, 00000100010010100000010020006804",
        "BMP, 424d460000000000000036000000280000",
        "WBMP, 000060600000",
        "PNM, 50360a393939393939393939203939393939393939390a3235350a"
    })
    void readsNoOtherFormatUnderAKnownName(String name, String firstBytes) throws IOException {
        byte[] content =
                Arrays.copyOf(HexFormat.of().parseHex(firstBytes.substring(0, firstBytes.length() & ~1)), 5_000);

        Look look = look(content, "image/jpeg");

        assertThat(look).as(name).isEqualTo(Look.nothing("no JPEG, PNG, GIF or WebP"));
    }

    @Test
    void believesNoTypeThatTheBytesContradict() throws IOException {
        Look look = look(encoded(flag(40, 30, BufferedImage.TYPE_INT_RGB), "png"), "image/gif");

        assertThat(look).isEqualTo(Look.nothing("image/png by its bytes, not image/gif"));
    }

    @Test
    void takesOnlyThePictureOutOfAFileThatIsTwo() throws IOException {
        var both = new ByteArrayOutputStream();
        both.writeBytes(encoded(flag(400, 300, BufferedImage.TYPE_INT_RGB), "jpeg"));
        both.writeBytes("PK\3\4 <script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII));

        assertThat(look(both.toByteArray(), "image/jpeg").thumbnail()).isNotNull();
        Path sent = previews.prepare(folder.resolve("bomb"), "image/jpeg")
                .orElseThrow()
                .file();
        assertThat(Files.readString(sent, StandardCharsets.ISO_8859_1)).doesNotContain("script");
        Files.delete(sent);

        assertThat(look("GIF89a/*%PDF-1.4 */=1;".getBytes(StandardCharsets.US_ASCII), "image/gif")
                        .thumbnail())
                .isNull();
        look("%PDF-1.4 GIF89a \u00ff\u00d8\u00ff".getBytes(StandardCharsets.ISO_8859_1), "application/pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif"})
    void livesWithPicturesThatEndTooEarly(String format) throws IOException {
        byte[] whole = encoded(flag(400, 300, BufferedImage.TYPE_INT_RGB), format);

        for (int part = 1; part < 8; part++) {
            look(Arrays.copyOf(whole, whole.length * part / 8), "image/" + format);
            previews.prepare(folder.resolve("bomb"), "image/" + format)
                    .ifPresent(kept -> assertThat(kept.file().toFile().delete()).isTrue());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "film.mp4, video/mp4",
        "film.mov, video/quicktime",
        "sound.ogg, audio/ogg",
        "sound.mp3, audio/mpeg",
        "lossy.webp, image/webp"
    })
    void livesWithRecordingsThatAreBroken(String name, String type) throws IOException {
        byte[] whole = Files.readAllBytes(resource(name, folder));
        var random = new Random(7);
        for (int round = 0; round < 20; round++) {
            byte[] broken = round < 5 ? Arrays.copyOf(whole, whole.length * round / 5) : whole.clone();
            for (int i = 0; i < round && broken.length > 0; i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            look(broken, type);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg",
                "image/png",
                "image/gif",
                "image/webp",
                "application/pdf",
                "video/mp4",
                "video/quicktime",
                "audio/ogg",
                "audio/mpeg"
            })
    void livesWithNoise(String type) throws IOException {
        byte[] noise = new byte[50_000];
        new Random(11).nextBytes(noise);
        byte[] begin =
                switch (type) {
                    case "image/jpeg" -> HexFormat.of().parseHex("ffd8ffe000104a46494600");
                    case "image/png" -> HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");
                    case "image/gif" -> "GIF89a".getBytes(StandardCharsets.US_ASCII);
                    case "image/webp" -> "RIFF\u0000\u0010\u0000\u0000WEBPVP8 ".getBytes(StandardCharsets.US_ASCII);
                    case "application/pdf" -> "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
                    case "audio/ogg" -> "OggS".getBytes(StandardCharsets.US_ASCII);
                    default -> new byte[0];
                };
        System.arraycopy(begin, 0, noise, 0, begin.length);

        assertThat(look(noise, type).thumbnail()).isNull();
        assertThat(look(new byte[0], type).trouble()).isNotNull();
    }

    private Look look(byte[] content, String mimeType) throws IOException {
        return lookAt(Files.write(folder.resolve("bomb"), content), mimeType);
    }

    private static Look lookAt(Path file, String mimeType) {
        long began = System.nanoTime();
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        Look look = previews.look(file, mimeType);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - memory)
                .as("memory this process took")
                .isLessThan(MOST_MEMORY);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST);
        return look;
    }
}
