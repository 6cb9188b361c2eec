package com.chatsphere.web.upload;

import com.chatsphere.domain.message.MediaKind;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a browser has to know to check files before they travel: what WhatsApp takes of each kind, and words for what it does
 * not take. The server looks into the bytes and decides.
 *
 * @param kinds by their {@link KindWord}
 * @param aliases how browsers call media types, and how WhatsApp does
 * @param endings of names, for files of which the browser knows no type
 * @param remade pictures that are sent as another type, and what is to be said about it
 * @param untaken what people try all the same, and what they can do
 * @param mostFiles at a time
 */
public record FileRules(
        Map<String, Kind> kinds,
        Map<String, String> aliases,
        Map<String, String> endings,
        Map<String, String> remade,
        Map<String, String> untaken,
        int mostFiles) {
    private static final int MOST_FILES = 10;
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("audio/x-m4a", "audio/mp4"),
            Map.entry("audio/m4a", "audio/mp4"),
            Map.entry("audio/mp3", "audio/mpeg"),
            Map.entry("audio/x-aac", "audio/aac"),
            Map.entry("audio/vnd.dlna.adts", "audio/aac"),
            Map.entry("audio/opus", "audio/ogg"),
            Map.entry("video/3gp", "video/3gpp"),
            Map.entry("image/jpg", "image/jpeg"),
            Map.entry("image/heif", "image/heic"),
            Map.entry("text/csv", "text/plain"),
            Map.entry("text/markdown", "text/plain"),
            Map.entry("text/tab-separated-values", "text/plain"));
    private static final Map<String, String> REMADE = Map.of(
            "image/gif",
            "WhatsApp takes no GIF from a business: it goes as a still picture. If it has to move, convert it to MP4.",
            "image/webp",
            "It goes as a photo. WhatsApp shows WebP only as a sticker.");
    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("3gp", "video/3gpp"),
            Map.entry("aac", "audio/aac"),
            Map.entry("amr", "audio/amr"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("heic", "image/heic"),
            Map.entry("heif", "image/heic"),
            Map.entry("doc", "application/msword"),
            Map.entry("xls", "application/vnd.ms-excel"),
            Map.entry("ppt", "application/vnd.ms-powerpoint"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("csv", "text/plain"),
            Map.entry("md", "text/plain"),
            Map.entry("log", "text/plain"));
    private static final String AS_MP4 = "WhatsApp takes videos as MP4 or 3GP only. Convert it, and send the MP4.";
    private static final String AS_PDF = "WhatsApp does not take this type of document. Save it as PDF, and send that.";
    private static final Map<String, String> UNTAKEN = Map.ofEntries(
            Map.entry("image/gif", "WhatsApp takes no GIF from a business. Convert it to an MP4 video, and send that."),
            Map.entry(
                    "image/heic", "WhatsApp takes no HEIC, as iPhones make it. Save the photo as JPEG, and send that."),
            Map.entry("image/avif", "WhatsApp takes no AVIF. Save the picture as JPEG or PNG, and send that."),
            Map.entry("image/bmp", "WhatsApp takes no BMP. Save the picture as JPEG or PNG, and send that."),
            Map.entry("image/tiff", "WhatsApp takes no TIFF. Save the picture as JPEG or PNG, and send that."),
            Map.entry("image/svg+xml", "WhatsApp takes no SVG. Save the picture as PNG, and send that."),
            Map.entry("video/quicktime", AS_MP4),
            Map.entry("video/webm", AS_MP4),
            Map.entry("video/x-matroska", AS_MP4),
            Map.entry("video/x-msvideo", AS_MP4),
            Map.entry("audio/wav", "WhatsApp takes no WAV. Convert the sound to MP3, and send that."),
            Map.entry("audio/x-wav", "WhatsApp takes no WAV. Convert the sound to MP3, and send that."),
            Map.entry("application/rtf", AS_PDF),
            Map.entry("application/vnd.oasis.opendocument.text", AS_PDF),
            Map.entry("application/vnd.oasis.opendocument.spreadsheet", AS_PDF),
            Map.entry("application/vnd.oasis.opendocument.presentation", AS_PDF),
            Map.entry("text/html", AS_PDF),
            Map.entry("application/zip", "WhatsApp takes no archives from a business. Send the files one by one."));

    /**
     * One kind.
     *
     * @param called for people, in the plural
     * @param most bytes that may be brought; of pictures more than WhatsApp takes, because they are made smaller here
     * @param takes for people: what files of this kind are
     * @param caption whether words can be written beside it
     */
    public record Kind(String called, SortedSet<String> types, long most, String takes, boolean caption) {
        static Kind of(MediaKind kind) {
            long most = kind == MediaKind.IMAGE ? MediaKind.DOCUMENT.mostBytes() : kind.mostBytes();
            return new Kind(kind.plural(), kind.types(), most, kind.taken(), kind.takesCaption());
        }
    }

    public static FileRules whatsApp() {
        return new FileRules(
                Arrays.stream(MediaKind.values())
                        .collect(Collectors.toMap(KindWord::of, Kind::of, (one, _) -> one, TreeMap::new)),
                new TreeMap<>(ALIASES),
                new TreeMap<>(ENDINGS),
                new TreeMap<>(REMADE),
                new TreeMap<>(UNTAKEN),
                MOST_FILES);
    }

    public String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
