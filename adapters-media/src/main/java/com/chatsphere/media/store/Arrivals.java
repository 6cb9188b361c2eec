package com.chatsphere.media.store;

import com.chatsphere.application.media.MediaStore.FileTooLong;
import com.chatsphere.application.media.MediaStore.StoreFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of files that are being written.
 *
 * <p>Those of a process that died are removed by the next one that starts, but only when they are old: another process may share the
 * folder, and be writing.
 */
final class Arrivals {
    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int BUFFER = 1 << 16;
    private static final int NAME = 26;

    private final Path folder;
    private final Disk disk;
    private final Keys keys = new Keys();

    private Arrivals(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /**
     * Makes the folder where it is missing, sees that it can be written to, and clears it of what was abandoned.
     *
     * @throws StoreFailed when it cannot be written to
     */
    static Arrivals in(Path folder, Disk disk, Instant now) throws StoreFailed {
        try {
            Folders.make(folder);
            Files.delete(Files.createTempFile(folder, ".writable", null));
            clear(folder, now.minus(ABANDONED));
        } catch (IOException notWritable) {
            throw failed(folder, notWritable);
        }
        return new Arrivals(folder, disk);
    }

    /**
     * Writes all of {@code content} to a new file, which is durable but for its name.
     *
     * @throws IOException of {@code content}, as it is
     */
    Arrived take(InputStream content, long most) throws IOException {
        var file = folder.resolve(keys.letters(NAME));
        var whole = false;
        try {
            var arrived = write(content, most, file);
            whole = true;
            return arrived;
        } finally {
            if (!whole) {
                discard(file);
            }
        }
    }

    /** Removes what was taken, wherever that succeeds; the next start sees to the rest. */
    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            log.warn("the file {} is left over and cannot be removed: {}", file, Folders.reasonOf(failure));
        }
    }

    static StoreFailed failed(Path folder, IOException failure) {
        return new StoreFailed(
                "the folder %s takes no files (%s)".formatted(folder, Folders.reasonOf(failure)), failure);
    }

    private Arrived write(InputStream content, long most, Path file) throws IOException {
        try (var writing = create(file)) {
            var arrived = copy(content, most, file, writing);
            force(writing);
            return arrived;
        }
    }

    private Arrived copy(InputStream content, long most, Path file, Disk.Writing writing) throws IOException {
        var sha256 = digest("SHA-256");
        var md5 = digest("MD5");
        var buffer = new byte[BUFFER];
        var size = 0L;
        for (var count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            size += count;
            if (size > most) {
                throw new FileTooLong(most);
            }
            sha256.update(buffer, 0, count);
            md5.update(buffer, 0, count);
            write(ByteBuffer.wrap(buffer, 0, count), writing);
        }
        return new Arrived(file, size, sha256.digest(), md5.digest());
    }

    private Disk.Writing create(Path file) throws StoreFailed {
        try {
            return disk.create(file);
        } catch (IOException failure) {
            throw failed(folder, failure);
        }
    }

    private void write(ByteBuffer bytes, Disk.Writing writing) throws StoreFailed {
        try {
            while (bytes.hasRemaining()) {
                writing.write(bytes);
            }
        } catch (IOException failure) {
            throw failed(folder, failure);
        }
    }

    private void force(Disk.Writing writing) throws StoreFailed {
        try {
            writing.force();
        } catch (IOException failure) {
            throw failed(folder, failure);
        }
    }

    private static void clear(Path folder, Instant before) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (isOlder(file, before)) {
                    log.info("{} was never finished and is removed", file);
                    discard(file);
                }
            }
        }
    }

    /** Another process may finish, or clear away, what was just listed. */
    private static boolean isOlder(Path file, Instant before) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (IOException gone) {
            return false;
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException inNoJdk) {
            throw new IllegalStateException(inNoJdk);
        }
    }

    /**
     * A file that was written in full.
     *
     * @param md5 what S3 servers of every make compare with what they got
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Arrived(Path file, long size, byte[] sha256, byte[] md5) {}
}
