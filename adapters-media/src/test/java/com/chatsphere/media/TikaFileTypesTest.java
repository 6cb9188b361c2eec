package com.chatsphere.media;

import static com.chatsphere.media.FileSamples.both;
import static com.chatsphere.media.FileSamples.bytes;
import static com.chatsphere.media.FileSamples.file;
import static com.chatsphere.media.FileSamples.iso;
import static com.chatsphere.media.FileSamples.office;
import static com.chatsphere.media.FileSamples.text;
import static com.chatsphere.media.FileSamples.zip;
import static com.chatsphere.media.voice.WebmSamples.cluster;
import static com.chatsphere.media.voice.WebmSamples.opusTrack;
import static com.chatsphere.media.voice.WebmSamples.track;
import static com.chatsphere.media.voice.WebmSamples.webm;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TikaFileTypesTest {
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

    private final TikaFileTypes types = new TikaFileTypes();

    @TempDir
    Path folder;

    static Stream<Arguments> files() {
        return Stream.of(
                arguments("image/png", FileSamples.PNG),
                arguments("image/jpeg", FileSamples.JPEG),
                arguments("image/gif", FileSamples.GIF),
                arguments("image/webp", FileSamples.WEBP),
                arguments("image/bmp", FileSamples.BMP),
                arguments("image/heic", iso("heic", "pict")),
                arguments("image/heif", iso("mif1", "pict")),
                arguments("image/avif", iso("avif", "pict")),
                arguments("video/mp4", iso("isom", "vide", "soun")),
                arguments("video/mp4", iso("mp42", "vide")),
                arguments("video/mp4", iso("mp42")),
                arguments("image/x-canon-cr3", iso("crx ", "vide")),
                arguments("image/heic-sequence", iso("hevc", "pict")),
                arguments("audio/mp4", iso("M4A ", "soun")),
                arguments("audio/mp4", iso("iso5", "soun")),
                arguments("video/3gpp", iso("3gp4", "vide", "soun")),
                arguments("video/3gpp2", iso("3g2a", "vide", "soun")),
                arguments("video/quicktime", iso("qt  ", "vide")),
                arguments("audio/ogg", FileSamples.OGG_OPUS),
                arguments("audio/vorbis", FileSamples.OGG_VORBIS),
                arguments("audio/webm", webm(opusTrack(), cluster())),
                arguments("video/webm", webm(both(opusTrack(), track(2, 1, "V_VP8", new byte[0])), cluster())),
                arguments("audio/mpeg", FileSamples.MP3),
                arguments("audio/mpeg", file("\u00ff\u00fb\u0090\u0064\0\0\0\0")),
                arguments("audio/aac", FileSamples.adts("\u00ff\u00f1")),
                arguments("audio/aac", FileSamples.adts("\u00ff\u00f9")),
                arguments("audio/amr", file("#!AMR\n\u003c\u0091\u0017\u0016")),
                arguments("audio/wav", file("RIFF\u0024\0\0\0WAVEfmt ")),
                arguments("application/pdf", FileSamples.PDF),
                arguments("application/rtf", text("{\\rtf1\\ansi hello}")),
                arguments("application/zip", zip("a.txt", "b/c.txt")),
                arguments("application/java-archive", zip("META-INF/MANIFEST.MF", "A.class")),
                arguments(
                        "application/vnd.android.package-archive",
                        zip("AndroidManifest.xml", "META-INF/MANIFEST.MF", "classes.dex")),
                arguments(OFFICE + "wordprocessingml.document", office("word/document.xml")),
                arguments(OFFICE + "spreadsheetml.sheet", office("xl/workbook.xml")),
                arguments(OFFICE + "presentationml.presentation", office("ppt/presentation.xml")),
                arguments(
                        "application/vnd.ms-word.document.macroEnabled.12",
                        office("word/document.xml", "word/vbaProject.bin")),
                arguments("application/java-archive", office("word/document.xml", "META-INF/MANIFEST.MF")),
                arguments("application/x-msdownload", FileSamples.EXE),
                arguments("application/x-sh", text("#!/bin/sh\nrm -rf /\n")),
                arguments("text/plain", text("Hello there, this is text.\n")),
                arguments("text/plain", "Grüße, in another encoding".getBytes(UTF_16)),
                arguments("text/plain", text("name;phone\nAna;+49 30 1\n")),
                arguments("text/plain", text("# Title\n\nSome *marked* text with 1 < 2.\n")),
                arguments("text/vcard", text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nEND:VCARD\r\n")),
                arguments("text/html", text("<!DOCTYPE html><html><body>x</body></html>")),
                arguments("text/html", text("  \n <script>alert(1)</script>")),
                arguments("text/html", text("\ufeff<HTML><body>x")),
                arguments("text/html", "<html><script>alert(1)</script>".getBytes(UTF_16)),
                arguments("image/svg+xml", text(SVG)),
                arguments("image/svg+xml", text("<?xml version=\"1.0\"?>\n<!-- a -->\n" + SVG)),
                arguments("image/svg+xml", text("<!-- not what it seems -->" + SVG)),
                arguments("image/svg+xml", text("\ufeff" + SVG)),
                arguments("application/xml", text("<?xml version=\"1.0\"?><note>hello</note>")),
                arguments("application/octet-stream", new byte[0]),
                arguments("application/octet-stream", file("\1\2\3\4")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void tellsWhatAFileIsWhateverItIsCalled(String type, byte[] bytes) throws IOException {
        for (var name :
                new @Nullable String[] {null, "", "x", "photo.png", "photo.png\0.exe", "../../etc/passwd", "."}) {
            assertThat(typeOf(bytes, name)).as("called %s", name).isEqualTo(type);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.doc, application/msword",
        "a.XLS, application/vnd.ms-excel",
        "a.ppt, application/vnd.ms-powerpoint",
        "a.msi, application/x-ms-installer",
        "a.pdf, application/x-ole-storage",
        ", application/x-ole-storage",
    })
    void letsTheNameDecideBetweenOldDocuments(@Nullable String name, String type) throws IOException {
        assertThat(typeOf(FileSamples.OLD_OFFICE, name)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, text/plain",
        "a.csv, text/plain",
        "a.md, text/plain",
        "a.docx, text/plain",
        "a.html, text/html",
        "a.HTM, text/html",
        "a.svg, image/svg+xml",
        "a.js, text/javascript",
        "a.bat, application/x-bat",
    })
    void letsTheNameDecideBetweenWhatTextCanBe(String name, String type) throws IOException {
        assertThat(typeOf(text("just words, which could be anything"), name)).isEqualTo(type);
    }

    static Stream<Arguments> filesThatAreTwoThings() {
        var page = text("<html><script>alert(1)</script></html>");
        return Stream.of(
                arguments("text/html", both(bytes("GIF89a/*"), page)),
                arguments("text/html", both(FileSamples.PNG, page)),
                arguments("text/html", both(bytes("\u00ff\u00d8\u00ff\u00fe\0\u0040"), page)),
                arguments("text/html", both(bytes("%PDF-1.4\n"), page)),
                arguments("text/html", both(bytes("RIFF\u0024\0\0\0WEBPVP8 "), text(SVG))),
                arguments("application/pdf", both(FileSamples.JPEG, FileSamples.PDF)),
                arguments("application/zip", both(FileSamples.JPEG, zip("a.txt"))),
                arguments("application/java-archive", both(FileSamples.GIF, zip("META-INF/MANIFEST.MF", "A.class"))),
                arguments("application/java-archive", both(iso("isom", "vide"), zip("A.class"))),
                arguments("application/zip", both(FileSamples.PDF, zip("a.txt"))));
    }

    @ParameterizedTest
    @MethodSource("filesThatAreTwoThings")
    void takesAFileThatIsTwoThingsForTheWorseOne(String type, byte[] bytes) throws IOException {
        assertThat(typeOf(bytes, "photo.png")).isEqualTo(type);
    }

    @Test
    void fetchesNothingThatAFileNames() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            var address = "http://127.0.0.1:%d/".formatted(server.getLocalPort());
            for (var beginning : List.of(
                    "<!DOCTYPE svg SYSTEM '%s'>",
                    "<!DOCTYPE svg [<!ENTITY %% all SYSTEM '%s'> %%all;]>",
                    "<!DOCTYPE svg [<!ENTITY a SYSTEM '%s'>]>")) {
                var text = "<?xml version='1.0'?>" + beginning.formatted(address) + "<svg>&a;</svg>";
                assertThat(typeOf(text(text), null)).isEqualTo("image/svg+xml");
            }
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void expandsNothingThatAFileDefines() throws IOException {
        var entities = new StringBuilder("<!ENTITY e0 'ha'>");
        for (var level = 1; level < 60; level++) {
            entities.append("<!ENTITY e%d '&e%d;&e%d;'>".formatted(level, level - 1, level - 1));
        }
        var text = "<?xml version='1.0'?><!DOCTYPE note [%s]><note a='&e59;'>&e59;</note>".formatted(entities);
        assertThat(typeOf(text(text), null)).isEqualTo("application/xml");
    }

    @Test
    void readsRecordingsOfChromiumAsSound() throws IOException {
        var recording = Path.of("src", "test", "resources", "voice", "chromium-156.webm");
        assertThat(types.of(recording, "recording")).isEqualTo("audio/webm");
    }

    @Test
    void saysWhenThereIsNoSuchFile() {
        assertThatThrownBy(() -> types.of(folder.resolve("nothing"), null)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void isHurtByNoFile() throws IOException {
        List<byte[]> good = files().map(of -> (byte[]) of.get()[1])
                .filter(bytes -> bytes.length > 0)
                .toList();
        var random = new Random(20_261_128);
        try (var file = new HostileFile(folder.resolve("hostile"))) {
            for (var round = 0; round < 10_000; round++) {
                var bytes = HostileFile.spoilt(good.get(random.nextInt(good.size())), random);
                assertThat(types.of(file.holding(bytes), "a.doc")).matches("[a-z]+/[a-zA-Z0-9.+-]+");
            }
        }
    }

    private String typeOf(byte[] bytes, @Nullable String name) throws IOException {
        return types.of(Files.write(Files.createTempFile(folder, "file", ""), bytes), name);
    }
}
