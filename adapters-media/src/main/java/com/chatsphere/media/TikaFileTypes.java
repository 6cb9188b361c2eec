package com.chatsphere.media;

import com.chatsphere.application.media.FileTypes;
import com.chatsphere.media.container.IsoMedia;
import com.chatsphere.media.container.Malformed;
import com.chatsphere.media.container.Matroska;
import com.chatsphere.media.container.ZipNames;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Asks <a href="https://tika.apache.org/">Tika</a> what a file begins with, and looks on where that is not enough.
 *
 * <p>A file that can be taken for two things counts as the one that can do more harm: a picture that is a web page as well is a web page.
 */
public final class TikaFileTypes implements FileTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final String HTML = "text/html";
    private static final String XHTML = "application/xhtml+xml";
    private static final String SVG = "image/svg+xml";
    private static final String XML = "application/xml";
    private static final String PDF = "application/pdf";
    private static final String MATROSKA = "video/matroska";
    private static final String ZIP = "application/zip";
    private static final String TEXT = "text/plain";
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    /** Tika's names on the left; on the right those that WhatsApp and browsers know. */
    private static final Map<String, String> USUAL_NAMES = Map.ofEntries(
            Map.entry("application/x-dosexec", "application/x-msdownload"),
            Map.entry("application/x-matroska", MATROSKA),
            Map.entry("application/x-tika-ooxml", ZIP),
            Map.entry("audio/opus", "audio/ogg"),
            Map.entry("audio/vnd.wave", "audio/wav"),
            Map.entry("audio/x-aac", "audio/aac"),
            Map.entry("audio/x-flac", "audio/flac"),
            Map.entry("audio/x-wav", "audio/wav"),
            Map.entry("image/x-ms-bmp", "image/bmp"),
            Map.entry("text/rtf", "application/rtf"),
            Map.entry("text/x-vcard", "text/vcard"));

    /** What the older documents of Office are, whose bytes all begin the same. */
    private static final Map<String, String> BY_NAME_IN_OLD_OFFICE = Map.of(
            "doc", "application/msword",
            "dot", "application/msword",
            "xls", "application/vnd.ms-excel",
            "xlt", "application/vnd.ms-excel",
            "ppt", "application/vnd.ms-powerpoint",
            "pps", "application/vnd.ms-powerpoint",
            "msg", "application/vnd.ms-outlook",
            "msi", "application/x-ms-installer");

    /** What text does when it is opened by its name. */
    private static final Map<String, String> BY_NAME_IN_TEXT = Map.ofEntries(
            Map.entry("htm", HTML),
            Map.entry("html", HTML),
            Map.entry("shtml", HTML),
            Map.entry("hta", HTML),
            Map.entry("xht", XHTML),
            Map.entry("xhtml", XHTML),
            Map.entry("svg", SVG),
            Map.entry("xml", XML),
            Map.entry("js", "text/javascript"),
            Map.entry("mjs", "text/javascript"),
            Map.entry("sh", "application/x-sh"),
            Map.entry("bat", "application/x-bat"),
            Map.entry("cmd", "application/x-bat"));

    /** Text that is more than that, and does no harm for it. */
    private static final Set<String> TEXT_OF_ITS_OWN = Set.of("text/vcard", "text/calendar");

    /** See the <a href="https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type">list</a> browsers go by. */
    private static final List<String> TAGS = List.of(
            "<!doctype html",
            "<html",
            "<head",
            "<script",
            "<iframe",
            "<h1",
            "<div",
            "<font",
            "<table",
            "<a",
            "<style",
            "<title",
            "<b",
            "<body",
            "<br",
            "<p",
            "<!--");

    private static final List<String> TAGS_IN_THE_MIDDLE =
            List.of("<!doctype html", "<html", "<head", "<script", "<iframe", "<body", "<svg");

    private static final int HEAD = 4_096;
    private static final int SNIFFED = 1_445;
    private static final int PDF_BEGINS_WITHIN = 1_024;
    private static final Map<String, String> BRANDS = Map.ofEntries(
            Map.entry("M4A ", "audio/mp4"),
            Map.entry("M4B ", "audio/mp4"),
            Map.entry("qt  ", "video/quicktime"),
            Map.entry("heic", "image/heic"),
            Map.entry("heix", "image/heic"),
            Map.entry("heim", "image/heic"),
            Map.entry("heis", "image/heic"),
            Map.entry("hevc", "image/heic-sequence"),
            Map.entry("hevx", "image/heic-sequence"),
            Map.entry("mif1", "image/heif"),
            Map.entry("msf1", "image/heif"),
            Map.entry("avif", "image/avif"),
            Map.entry("avis", "image/avif"));

    private static final Pattern MP4 = Pattern.compile("iso.|mp4.|M4V.|avc1|dash|MSNV|mmp4");

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    @Override
    public String of(Path file, @Nullable String filename) throws IOException {
        var head = headOf(file);
        if (head.length == 0) {
            return UNKNOWN;
        }
        var type = IsoMedia.of(file).flatMap(TikaFileTypes::ofBrand).orElse("");
        if (type.isEmpty()) {
            type = usual(begins(file));
        }
        if (isText(type)) {
            return ofText(type, head, extension(filename));
        }
        if (isShown(type)) {
            return ofPolyglot(type, file, head);
        }
        return switch (type) {
            case ZIP -> ofZip(ZipNames.at(file).orElse(List.of()));
            case "application/x-tika-msoffice" ->
                BY_NAME_IN_OLD_OFFICE.getOrDefault(extension(filename), "application/x-ole-storage");
            default -> type;
        };
    }

    private String begins(Path file) throws IOException {
        try (var bytes = new BufferedInputStream(Files.newInputStream(file))) {
            return types.detect(bytes, new Metadata()).getBaseType().toString();
        }
    }

    private static String usual(String type) {
        return USUAL_NAMES.getOrDefault(type, type);
    }

    private boolean isText(String type) {
        var known = MediaType.parse(type);
        var registry = types.getMediaTypeRegistry();
        return type.startsWith("text/")
                || type.equals(SVG)
                || known.equals(MediaType.APPLICATION_XML)
                || registry.isSpecializationOf(known, MediaType.APPLICATION_XML);
    }

    /** Whether browsers show it, and not only keep it. */
    private static boolean isShown(String type) {
        return type.startsWith("image/")
                || type.startsWith("audio/")
                || type.startsWith("video/")
                || type.equals("application/ogg")
                || type.equals(PDF);
    }

    private static String ofText(String type, byte[] head, String extension) {
        var text = decoded(head);
        var start = text.stripLeading();
        if (text.contains("<svg")
                && (start.startsWith("<svg") || start.startsWith("<?xml") || start.startsWith("<!"))) {
            return SVG;
        }
        if (type.equals(SVG) || type.equals(XHTML) || type.equals(HTML)) {
            return type;
        }
        if (start.startsWith("<?xml")) {
            return text.contains("<html") ? XHTML : xmlOr(XML, type);
        }
        if (TAGS.stream().anyMatch(tag -> start.startsWith(tag) && ends(start, tag.length()))) {
            return HTML;
        }
        var byName = BY_NAME_IN_TEXT.get(extension);
        if (byName != null) {
            return byName;
        }
        return type.startsWith("text/") && !TEXT_OF_ITS_OWN.contains(type) ? TEXT : type;
    }

    private static String xmlOr(String otherwise, String type) {
        return type.startsWith("text/") ? otherwise : type;
    }

    private static boolean ends(String text, int at) {
        return text.length() <= at || !Character.isLetterOrDigit(text.charAt(at));
    }

    private static String ofPolyglot(String type, Path file, byte[] head) throws IOException {
        var start = decoded(Arrays.copyOf(head, Math.min(head.length, SNIFFED)));
        if (TAGS_IN_THE_MIDDLE.stream().anyMatch(start::contains)) {
            return HTML;
        }
        var names = ZipNames.at(file);
        if (names.isPresent()) {
            return ofZip(names.get());
        }
        if (start.substring(0, Math.min(start.length(), PDF_BEGINS_WITHIN)).contains("%pdf-")) {
            return PDF;
        }
        if (type.equals(MATROSKA)) {
            return ofTracks(file);
        }
        return type.equals("application/ogg") && isOpus(head) ? "audio/ogg" : type;
    }

    private static String ofZip(List<String> names) {
        if (has(names, name -> name.equals("META-INF/MANIFEST.MF") || name.endsWith(".class"))) {
            return has(names, name -> name.equals("AndroidManifest.xml"))
                    ? "application/vnd.android.package-archive"
                    : "application/java-archive";
        }
        if (!names.contains("[Content_Types].xml")) {
            return ZIP;
        }
        var macros = has(names, name -> name.endsWith("vbaProject.bin"));
        if (has(names, name -> name.startsWith("word/"))) {
            return macros ? "application/vnd.ms-word.document.macroEnabled.12" : OFFICE + "wordprocessingml.document";
        }
        if (has(names, name -> name.equals("xl/workbook.bin"))) {
            return "application/vnd.ms-excel.sheet.binary.macroEnabled.12";
        }
        if (has(names, name -> name.startsWith("xl/"))) {
            return macros ? "application/vnd.ms-excel.sheet.macroEnabled.12" : OFFICE + "spreadsheetml.sheet";
        }
        if (has(names, name -> name.startsWith("ppt/"))) {
            return macros
                    ? "application/vnd.ms-powerpoint.presentation.macroEnabled.12"
                    : OFFICE + "presentationml.presentation";
        }
        return ZIP;
    }

    private static boolean has(List<String> names, Predicate<String> wanted) {
        return names.stream().anyMatch(wanted);
    }

    private static Optional<String> ofBrand(IsoMedia media) {
        var brand = media.brand();
        if (BRANDS.containsKey(brand)) {
            return Optional.ofNullable(BRANDS.get(brand));
        }
        if (brand.startsWith("3gp") || brand.startsWith("3g2")) {
            return Optional.of(brand.startsWith("3gp") ? "video/3gpp" : "video/3gpp2");
        }
        if (!MP4.matcher(brand).matches()) {
            return Optional.empty();
        }
        var soundAlone = media.handlers().contains("soun") && !media.handlers().contains("vide");
        return Optional.of(soundAlone ? "audio/mp4" : "video/mp4");
    }

    private static String ofTracks(Path file) throws IOException {
        try (var matroska = Matroska.open(file)) {
            var tracks = matroska.tracks();
            var soundAlone = tracks.stream().anyMatch(Matroska.Track::isAudio)
                    && tracks.stream().noneMatch(Matroska.Track::isVideo);
            return (soundAlone ? "audio/" : "video/") + (matroska.docType().equals("webm") ? "webm" : "matroska");
        } catch (Malformed broken) {
            return UNKNOWN;
        }
    }

    /** Where the first packet of a stream with one sound is. */
    private static boolean isOpus(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith("OpusHead", 28);
    }

    private static byte[] headOf(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(HEAD);
        }
    }

    /** In small letters; in the encoding that its first bytes announce. */
    private static String decoded(byte[] head) {
        var latin = new String(head, StandardCharsets.ISO_8859_1);
        var text = latin.startsWith("\u00fe\u00ff") || latin.startsWith("\u00ff\u00fe")
                ? new String(head, StandardCharsets.UTF_16)
                : latin.startsWith("\u00ef\u00bb\u00bf") ? latin.substring(3) : latin;
        return text.toLowerCase(Locale.ROOT);
    }

    private static String extension(@Nullable String filename) {
        return filename == null
                ? ""
                : filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
