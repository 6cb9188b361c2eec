package com.chatsphere.web.media;

import com.chatsphere.application.media.MediaAddresses.Variant;
import com.chatsphere.application.media.MediaFiles.Served;
import com.chatsphere.application.media.MediaStore;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A file as the answer to a request.
 *
 * <p>It is a stranger's. Browsers are told what it is and may show a few kinds; the others they may only save, and nothing in
 * one ever runs.
 *
 * @param life how long its address still holds, and so how long browsers may keep it
 */
record FileAnswer(Served served, Variant variant, Duration life, boolean asDownload) {
    private static final String NOTHING_RUNS = "sandbox; default-src 'none'";

    /** The browser's viewer needs styles of its own and an element to live in, and stays away altogether in a sandbox. */
    private static final String ONLY_THE_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final int CHUNK = 64 * 1024;
    private static final Logger log = LoggerFactory.getLogger(FileAnswer.class);

    void write(HttpServletRequest request, HttpServletResponse response, MediaStore store) throws IOException {
        if (isNamed(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            protect(response);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        boolean isHead = request.getMethod().equals("HEAD");
        String condition = request.getHeader(HttpHeaders.IF_RANGE);
        AskedRange range = isHead || (condition != null && !condition.strip().equals(tag()))
                ? new AskedRange.Whole()
                : AskedRange.of(request.getHeader(HttpHeaders.RANGE), served.size());
        switch (range) {
            case AskedRange.Whole _ when isHead -> describe(response, served.size());
            case AskedRange.Whole _ -> send(response, store, null);
            case AskedRange.Part part -> send(response, store, part);
            case AskedRange.Nothing _ -> {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + served.size());
                throw new Problem(
                        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        "range_not_satisfiable",
                        "The file has %,d bytes; ask for one range of them.".formatted(served.size()));
            }
        }
    }

    /** The first bytes are there before anything is promised; afterwards only the end of the connection says that some are missing. */
    private void send(HttpServletResponse response, MediaStore store, AskedRange.@Nullable Part part)
            throws IOException {
        long from = part == null ? 0 : part.first();
        long length = part == null ? served.size() : part.length();
        byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, length))];
        try (InputStream content = store.read(served.key(), from, length)) {
            int read = content.readNBytes(chunk, 0, chunk.length);
            if (part != null) {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE,
                        "bytes %d-%d/%d".formatted(part.first(), part.last(), served.size()));
            }
            describe(response, length);
            OutputStream out = response.getOutputStream();
            long left = length;
            while (read > 0) {
                if (!isTaken(out, chunk, read)) {
                    return;
                }
                left -= read;
                read = content.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
            }
            if (left > 0) {
                throw new EOFException("the stored file has %,d bytes less than it had".formatted(left));
            }
        } catch (NoSuchFileException missing) {
            log.warn("The file {} is not where it was kept", served.key());
            throw FileController.notFound();
        }
    }

    /** Whoever closes a page does not wait for the rest of its pictures; that is nothing to tell of. */
    private static boolean isTaken(OutputStream out, byte[] chunk, int length) {
        try {
            out.write(chunk, 0, length);
            return true;
        } catch (IOException gone) {
            log.debug("Nobody waits for the rest of a file", gone);
            return false;
        }
    }

    private void describe(HttpServletResponse response, long length) {
        response.setContentType(ShownType.served(served.mimeType()));
        response.setContentLengthLong(length);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        protect(response);
    }

    /** Browsers take over what is said beside "not modified", so the same is said there. */
    private void protect(HttpServletResponse response) {
        ShownType type = ShownType.of(served.mimeType());
        boolean inline = type != ShownType.SAVED_ONLY && !asDownload;
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition(inline));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", inline && type == ShownType.PDF ? ONLY_THE_VIEWER : NOTHING_RUNS);
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(HttpHeaders.ETAG, tag());
        response.setHeader(HttpHeaders.CACHE_CONTROL, keeping());
    }

    /** A small picture of a file is not the file, and does not carry its name. */
    private String disposition(boolean inline) {
        String name = variant == Variant.ORIGINAL ? served.filename() : null;
        return FileName.of(name, served.mimeType(), served.keptAt()).disposition(inline);
    }

    private String keeping() {
        return "private, max-age=%d, immutable".formatted(Math.max(0, life.toSeconds()));
    }

    private String tag() {
        return '"' + served.sha256() + '"';
    }

    private boolean isNamed(@Nullable String tags) {
        return tags != null
                && Arrays.stream(tags.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one ->
                                one.equals("*") || one.replaceFirst("^W/", "").equals(tag()));
    }
}
