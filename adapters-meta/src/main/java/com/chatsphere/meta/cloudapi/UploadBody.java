package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.media.MetaMedia.Parcel;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file as a form, read while it is sent; its length is said before, so that it need not be cut into chunks.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7578">RFC 7578</a>
 */
final class UploadBody {
    private static final Pattern MIME_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+");

    private final Parcel file;
    private final String mimeType;
    private final String boundary = "chatsphere-" + UUID.randomUUID();
    private volatile @Nullable String trouble;

    UploadBody(Parcel file) {
        this.file = file;
        String bare = file.mimeType().split(";", 2)[0].strip();
        this.mimeType = MIME_TYPE.matcher(bare).matches() ? bare : "application/octet-stream";
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** What was wrong with the file itself, on this side; null when nothing was. */
    @Nullable
    String trouble() {
        return trouble;
    }

    BodyPublisher publisher() {
        byte[] head = (field("messaging_product", "whatsapp")
                        + field("type", mimeType)
                        + "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                                .formatted(boundary, quoted(file.filename()), mimeType))
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8);
        return BodyPublishers.fromPublisher(
                BodyPublishers.concat(
                        BodyPublishers.ofByteArray(head),
                        BodyPublishers.ofInputStream(this::open),
                        BodyPublishers.ofByteArray(tail)),
                head.length + file.size() + tail.length);
    }

    private String field(String name, String value) {
        return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(boundary, name, value);
    }

    /** As browsers do it: what would end the name or the line is written as they write it in addresses. */
    private static String quoted(String filename) {
        return filename.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }

    private @Nullable InputStream open() {
        try {
            return new Told(file.source().open());
        } catch (IOException unreadable) {
            trouble = "The file cannot be read here.";
            return null;
        }
    }

    /** Notes when reading fails on this side. */
    private final class Told extends FilterInputStream {
        Told(InputStream content) {
            super(content);
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            try {
                return super.read(bytes, from, most);
            } catch (IOException unreadable) {
                trouble = "The file cannot be read here.";
                throw unreadable;
            }
        }
    }
}
