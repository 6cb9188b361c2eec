package com.chatsphere.web.media;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which icon a document gets, by the type people know it as. */
public enum DocumentLook {
    PDF("file-text", Set.of("PDF")),
    TEXT("file-text", Set.of("DOC", "DOCX", "ODT", "RTF", "TXT", "MD", "PAGES")),
    SHEET("file-spreadsheet", Set.of("XLS", "XLSX", "ODS", "CSV", "TSV", "NUMBERS")),
    SLIDES("presentation", Set.of("PPT", "PPTX", "ODP", "KEY")),
    ARCHIVE("file-archive", Set.of("ZIP", "RAR", "7Z", "TAR", "GZ", "TGZ")),
    PICTURE("image", Set.of("JPG", "JPEG", "PNG", "GIF", "WEBP", "HEIC", "SVG", "TIF", "TIFF", "BMP")),
    FILM("video", Set.of("MP4", "3GP", "MOV", "WEBM", "AVI", "MKV")),
    SOUND("music", Set.of("MP3", "M4A", "AAC", "OGG", "WAV", "AMR", "FLAC")),
    OTHER("file", Set.of());

    private final String icon;
    private final Set<String> types;

    DocumentLook(String icon, Set<String> types) {
        this.icon = icon;
        this.types = types;
    }

    /** By the ending of its name in capitals, for example {@code PDF}. */
    public static DocumentLook of(@Nullable String type) {
        for (DocumentLook look : values()) {
            if (type != null && look.types.contains(type)) {
                return look;
            }
        }
        return OTHER;
    }

    public String icon() {
        return icon;
    }

    /** The modifier of the style sheet. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
