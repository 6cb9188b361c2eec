package com.chatsphere.web.upload;

import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletDiskFileUpload;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A form with one file in it, read as it comes: nothing of the file is kept in memory or on the way. */
public final class FileForm {
    /** The field that the file is in. */
    public static final String FILE = "file";

    private static final int MOST_FIELDS = 10;
    private static final int LONGEST_FIELD = 4_096;
    private static final int LONGEST_HEAD = 4_096;

    private FileForm() {}

    /** Takes a file while it arrives. */
    @FunctionalInterface
    public interface Taking<T> {
        /**
         * Reads the file to its end.
         *
         * @param filename as the other side calls it
         * @param fields those that stand before the file
         */
        T take(InputStream content, @Nullable String filename, Map<String, String> fields) throws IOException;
    }

    /**
     * Hands over the file of the form.
     *
     * @throws Problem when it is no such form
     */
    public static <T> T read(HttpServletRequest request, Taking<T> taking) throws IOException {
        if (!JakartaServletFileUpload.isMultipartContent(request)) {
            throw new Problem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "unsupported_media_type",
                    "Send a form with the file: Content-Type: multipart/form-data, the file in the field file.");
        }
        try {
            return read(reader().getItemIterator(request), taking);
        } catch (FileUploadException | InvalidPathException malformed) {
            throw Problem.badRequest("invalid_form", "This is no form with a file, or it ends in the middle.");
        }
    }

    private static AbstractFileUpload<HttpServletRequest, ?, ?> reader() {
        JakartaServletDiskFileUpload reader = new JakartaServletDiskFileUpload();
        reader.setHeaderCharset(StandardCharsets.UTF_8);
        reader.setMaxPartHeaderSize(LONGEST_HEAD);
        return reader;
    }

    private static <T> T read(FileItemInputIterator parts, Taking<T> taking) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (parts.hasNext() && fields.size() < MOST_FIELDS) {
            FileItemInput part = parts.next();
            try (InputStream content = part.getInputStream()) {
                if (FILE.equals(part.getFieldName())) {
                    return taking.take(content, part.getName(), fields);
                }
                fields.put(part.getFieldName(), text(part.getFieldName(), content));
            }
        }
        throw Problem.badRequest("missing_field", "There is no file: send it in the field file.")
                .at(FILE);
    }

    private static String text(String field, InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(LONGEST_FIELD + 1);
        if (bytes.length > LONGEST_FIELD) {
            throw Problem.badRequest("invalid_field", "%s is too long.".formatted(field))
                    .at(field);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
