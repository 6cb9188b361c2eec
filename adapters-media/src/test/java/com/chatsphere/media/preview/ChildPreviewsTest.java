package com.chatsphere.media.preview;

import static com.chatsphere.media.preview.PictureSamples.SECRET_PLACE;
import static com.chatsphere.media.preview.PictureSamples.asFromAPhone;
import static com.chatsphere.media.preview.PictureSamples.encoded;
import static com.chatsphere.media.preview.PictureSamples.flag;
import static com.chatsphere.media.preview.PictureSamples.noise;
import static com.chatsphere.media.preview.PictureSamples.resource;
import static com.chatsphere.media.preview.PictureSamples.shade;
import static com.chatsphere.media.preview.PictureSamples.tiff;
import static com.chatsphere.media.preview.PictureSamples.withChunk;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.chatsphere.application.media.Previews.Look;
import com.chatsphere.application.media.Previews.Prepared;
import com.chatsphere.application.media.Previews.Thumbnail;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChildPreviewsTest {
    private static ChildPreviews previews;

    @TempDir
    static Path childFolder;

    @TempDir
    Path folder;

    @BeforeAll
    static void begin() {
        previews = new ChildPreviews(childFolder, 512, 512);
    }

    @AfterAll
    static void end() {
        previews.close();
    }

    @Test
    void showsALargePhotoSmall() throws IOException {
        Look look = look(encoded(flag(1600, 1200, BufferedImage.TYPE_INT_RGB), "jpeg"), "image/jpeg");

        assertThat(look.trouble()).isNull();
        assertThat(look.width()).isEqualTo(1600);
        assertThat(look.height()).isEqualTo(1200);
        Thumbnail small = requireNonNull(look.thumbnail());
        assertThat(small.mimeType()).isEqualTo("image/jpeg");
        assertThat(small.width()).isEqualTo(512);
        assertThat(small.height()).isEqualTo(384);
        assertIsTheFlag(read(small.bytes()));
    }

    @Test
    void doesNotBlowUpASmallPicture() throws IOException {
        Thumbnail small = requireNonNull(look(encoded(flag(60, 40, BufferedImage.TYPE_INT_RGB), "png"), "image/png")
                .thumbnail());

        assertThat(List.of(small.width(), small.height())).containsExactly(60, 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsEveryPhotoUpright(int orientation) throws IOException {
        BufferedImage stored = storedAs(flag(400, 300, BufferedImage.TYPE_INT_RGB), orientation);

        Look look = look(asFromAPhone(encoded(stored, "jpeg"), orientation), "image/jpeg");

        assertThat(List.of(requireNonNull(look.width()), requireNonNull(look.height())))
                .containsExactly(400, 300);
        assertIsTheFlag(read(requireNonNull(look.thumbnail()).bytes()));
    }

    @Test
    void turnsAPngUprightThatSaysSo() throws IOException {
        byte[] png = encoded(storedAs(flag(400, 300, BufferedImage.TYPE_INT_RGB), 6), "png");

        Look look = look(withChunk(png, "eXIf", tiff(6)), "image/png");

        assertThat(look.width()).isEqualTo(400);
        assertIsTheFlag(read(requireNonNull(look.thumbnail()).bytes()));
    }

    @Test
    void keepsWhatShowsThrough() throws IOException {
        BufferedImage clear = new BufferedImage(600, 600, BufferedImage.TYPE_INT_ARGB);

        Thumbnail small =
                requireNonNull(look(encoded(clear, "png"), "image/png").thumbnail());

        assertThat(small.mimeType()).isEqualTo("image/png");
        assertThat(new Color(read(small.bytes()).getRGB(10, 10), true).getAlpha())
                .isZero();
    }

    @Test
    void showsAPngThatIsOpaqueAfterAllAsJpeg() throws IOException {
        byte[] png = encoded(flag(600, 600, BufferedImage.TYPE_INT_ARGB), "png");

        assertThat(requireNonNull(look(png, "image/png").thumbnail()).mimeType())
                .isEqualTo("image/jpeg");
    }

    @ParameterizedTest
    @CsvSource({"jpeg, 10", "png, 10", "png, 11"})
    void keepsShadesOfGrayAsDarkAsTheyAre(String format, int type) throws IOException {
        int shade = type == BufferedImage.TYPE_USHORT_GRAY ? 100 * 257 : 100;
        byte[] picture = encoded(shade(300, 200, type, shade), format);

        BufferedImage small = read(
                requireNonNull(look(picture, "image/" + format).thumbnail()).bytes());

        assertThat((double) new Color(small.getRGB(100, 100)).getGreen()).isCloseTo(100, within(3.0));
    }

    @Test
    void showsPicturesOfPrinters() throws IOException {
        Look look = previews.look(resource("red-cmyk.jpg", folder), "image/jpeg");

        var color = new Color(read(requireNonNull(look.thumbnail()).bytes()).getRGB(40, 30));
        assertThat(color.getRed()).isGreaterThan(180);
        assertThat(color.getBlue()).isLessThan(90);
    }

    @Test
    void showsTheFirstFrameOfAGif() throws IOException {
        Look look = look(encoded(flag(300, 200, BufferedImage.TYPE_INT_RGB), "gif"), "image/gif");

        assertThat(look.width()).isEqualTo(300);
        assertIsTheFlag(read(requireNonNull(look.thumbnail()).bytes()));
    }

    @ParameterizedTest
    @CsvSource({
        "lossy.webp, 96, 64, image/jpeg",
        "half-transparent.webp, 96, 64, image/png",
        "animated.webp, 40, 30, image/jpeg"
    })
    void showsWebp(String name, int width, int height, String thumbnailType) throws IOException {
        Look look = previews.look(resource(name, folder), "image/webp");

        assertThat(look.trouble()).isNull();
        assertThat(look.width()).isEqualTo(width);
        assertThat(look.height()).isEqualTo(height);
        assertThat(requireNonNull(look.thumbnail()).mimeType()).isEqualTo(thumbnailType);
    }

    @Test
    void countsThePagesOfADocumentAndShowsTheFirst() throws IOException {
        Look look = look(Bombs.document(3), "application/pdf");

        assertThat(look.trouble()).isNull();
        assertThat(look.pages()).isEqualTo(3);
        Thumbnail small = requireNonNull(look.thumbnail());
        assertThat(List.of(small.width(), small.height())).containsExactly(512, 256);
        BufferedImage page = read(small.bytes());
        assertThat(isRoughly(page, 100, 100, Color.RED)).isTrue();
        assertThat(isRoughly(page, 400, 100, Color.WHITE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "film.mp4, video/mp4, 64, 48, 2.0",
        "turned.mp4, video/mp4, 48, 64, 2.0",
        "film.3gp, video/3gpp, 64, 48, 2.0",
        "film.mov, video/quicktime, 64, 48, 2.0"
    })
    void tellsHowLargeAFilmIsAndHowLongItPlays(String name, String type, int width, int height, double seconds)
            throws IOException {
        Look look = previews.look(resource(name, folder), type);

        assertThat(look.width()).isEqualTo(width);
        assertThat(look.height()).isEqualTo(height);
        assertThat(look.seconds()).isCloseTo(seconds, within(0.2));
        assertThat(look.thumbnail()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "sound.ogg, audio/ogg; codecs=opus",
        "sound.m4a, audio/mp4",
        "sound.mp3, audio/mpeg",
        "sound-vbr.mp3, audio/mpeg"
    })
    void tellsHowLongASoundPlays(String name, String type) throws IOException {
        assertThat(previews.look(resource(name, folder), type).seconds()).isCloseTo(3, within(0.15));
    }

    @Test
    void looksIntoNothingElse() throws IOException {
        assertThat(look(new byte[100], "image/heic")).isEqualTo(Look.NOTHING);
        assertThat(look(new byte[100], "application/zip")).isEqualTo(Look.NOTHING);
        assertThat(previews.look(folder.resolve("gone"), "image/png").trouble()).contains("no file");
    }

    @Test
    void findsFilesOfAnyName() throws IOException {
        Path file = Files.createDirectory(folder.resolve("صور & été")).resolve("a b%20c.jpg");
        Files.write(file, encoded(flag(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg"));

        assertThat(previews.look(file, "image/jpeg").width()).isEqualTo(40);
    }

    @Test
    void sendsAPhotoAsItIsButForWhatIsWrittenBesideIt() throws IOException {
        byte[] jpeg = encoded(flag(400, 300, BufferedImage.TYPE_INT_RGB), "jpeg");

        byte[] prepared = prepared(asFromAPhone(jpeg, 1), "image/jpeg", "image/jpeg");

        assertThat(latin(prepared)).doesNotContain(SECRET_PLACE, "Exif", "MPF", "ns.adobe");
        assertThat(pixels(read(prepared))).isEqualTo(pixels(read(jpeg)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 7})
    void sendsPhotosUpright(int orientation) throws IOException {
        BufferedImage stored = storedAs(flag(400, 300, BufferedImage.TYPE_INT_RGB), orientation);

        byte[] prepared = prepared(asFromAPhone(encoded(stored, "jpeg"), orientation), "image/jpeg", "image/jpeg");

        assertThat(latin(prepared)).doesNotContain(SECRET_PLACE, "Exif");
        assertIsTheFlag(read(prepared));
    }

    @Test
    void sendsThePixelsOfAPngAndNothingElse() throws IOException {
        byte[] png = encoded(flag(400, 300, BufferedImage.TYPE_INT_ARGB), "png");
        byte[] telling = withChunk(
                withChunk(png, "tEXt", ("Comment\0" + SECRET_PLACE).getBytes(StandardCharsets.US_ASCII)),
                "eXIf",
                tiff(1));

        byte[] prepared = prepared(telling, "image/png", "image/png");

        assertThat(prepared).isEqualTo(png);
    }

    @ParameterizedTest
    @CsvSource({"gif, 1, image/png", "png, 10, image/png", "png, 11, image/png"})
    void sendsOtherPicturesAsPngOfEightBits(String format, int type, String expected) throws IOException {
        BufferedImage image = flag(400, 300, type);

        BufferedImage sent = read(prepared(encoded(image, format), "image/" + format, expected));

        assertThat(sent.getColorModel().getPixelSize()).isEqualTo(24);
        assertThat(sent.getWidth()).isEqualTo(400);
    }

    @Test
    void sendsStickersAsPngAndPrintersPicturesAsJpeg() throws IOException {
        Prepared sticker = previews.prepare(resource("half-transparent.webp", folder), "image/webp")
                .orElseThrow();
        Prepared print =
                previews.prepare(resource("red-cmyk.jpg", folder), "image/jpeg").orElseThrow();

        assertThat(sticker.mimeType()).isEqualTo("image/png");
        assertThat(print.mimeType()).isEqualTo("image/jpeg");
        assertThat(ImageIO.read(print.file().toFile()).getRaster().getNumBands())
                .isEqualTo(3);
        Files.delete(sticker.file());
        Files.delete(print.file());
    }

    @Test
    void makesALargePictureSmallEnoughToBeSent() throws IOException {
        byte[] png = encoded(noise(1600, 1200, BufferedImage.TYPE_INT_RGB), "png");
        assertThat(png.length).isGreaterThan(Preparation.MOST_BYTES);

        byte[] prepared = prepared(png, "image/png", "image/jpeg");

        assertThat(prepared.length).isLessThanOrEqualTo(Preparation.MOST_BYTES);
        assertThat(read(prepared).getWidth()).isEqualTo(1600);
    }

    @Test
    void sendsNothingThatIsNoPicture() throws IOException {
        Path file = Files.write(folder.resolve("file"), "<html>".getBytes(StandardCharsets.US_ASCII));

        assertThat(previews.prepare(file, "image/jpeg")).isEmpty();
        assertThat(previews.prepare(file, "application/pdf")).isEmpty();
        try (var left = Files.list(childFolder)) {
            assertThat(left.filter(name -> name.getFileName().toString().startsWith("prepared-")))
                    .isEmpty();
        }
    }

    private Look look(byte[] content, String mimeType) throws IOException {
        return previews.look(Files.write(folder.resolve("file"), content), mimeType);
    }

    private byte[] prepared(byte[] content, String mimeType, String expectedType) throws IOException {
        Prepared prepared = previews.prepare(Files.write(folder.resolve("file"), content), mimeType)
                .orElseThrow();
        assertThat(prepared.mimeType()).isEqualTo(expectedType);
        byte[] bytes = Files.readAllBytes(prepared.file());
        Files.delete(prepared.file());
        return bytes;
    }

    private static BufferedImage read(byte[] picture) throws IOException {
        return requireNonNull(ImageIO.read(new ByteArrayInputStream(picture)));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static void assertIsTheFlag(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        assertThat(width).isGreaterThan(height);
        assertThat(isRoughly(image, width / 4, height / 4, Color.RED)).isTrue();
        assertThat(isRoughly(image, width * 3 / 4, height / 4, Color.RED)).isTrue();
        assertThat(isRoughly(image, width / 4, height * 3 / 4, Color.BLUE)).isTrue();
        assertThat(isRoughly(image, width * 3 / 4, height * 3 / 4, Color.GREEN)).isTrue();
    }

    private static boolean isRoughly(BufferedImage image, int x, int y, Color expected) {
        var color = new Color(image.getRGB(x, y));
        return Math.abs(color.getRed() - expected.getRed()) < 40
                && Math.abs(color.getGreen() - expected.getGreen()) < 40
                && Math.abs(color.getBlue() - expected.getBlue()) < 40;
    }

    /** The picture as a camera stores it that says "turn it" with this number. */
    private static BufferedImage storedAs(BufferedImage upright, int orientation) {
        int width = upright.getWidth();
        int height = upright.getHeight();
        boolean lies = orientation >= 5;
        var stored = new BufferedImage(lies ? height : width, lies ? width : height, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, width)
                .forEach(x -> IntStream.range(0, height).forEach(y -> {
                    int right = width - 1 - x;
                    int down = height - 1 - y;
                    int color = upright.getRGB(x, y);
                    switch (orientation) {
                        case 1 -> stored.setRGB(x, y, color);
                        case 2 -> stored.setRGB(right, y, color);
                        case 3 -> stored.setRGB(right, down, color);
                        case 4 -> stored.setRGB(x, down, color);
                        case 5 -> stored.setRGB(y, x, color);
                        case 6 -> stored.setRGB(y, right, color);
                        case 7 -> stored.setRGB(down, right, color);
                        case 8 -> stored.setRGB(down, x, color);
                        default -> throw new IllegalArgumentException("no orientation: " + orientation);
                    }
                }));
        return stored;
    }
}
