package com.chatsphere.settings;

import com.chatsphere.application.Secret;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The folder that holds all local state: the embedded database, media and generated secrets. */
public record DataFolder(Path path) {
    private static final int SECRET_BYTES = 32;

    /** Makes the folder where it is missing, and refuses the start where nothing can be written to it. */
    public static DataFolder at(Path path) {
        var folder = path.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, privateTo(folder, "rwx--x--x"));
            }
            Files.delete(Files.createTempFile(folder, ".writable", null));
        } catch (IOException notWritable) {
            throw new StartRefused("CHATSPHERE_DATA: the data folder %s cannot be written to (%s); make it writable for"
                            .formatted(folder, reasonOf(notWritable))
                    + " the user ChatSphere runs as, or name another folder");
        }
        return new DataFolder(folder);
    }

    /** The secret kept in the file of this name, if there is one. */
    public @Nullable Secret secret(String name) {
        var file = path.resolve(name);
        try {
            var text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw new StartRefused(
                        "The secret in %s is empty; delete the file and a new one is made".formatted(file));
            }
            return new Secret(text);
        } catch (NoSuchFileException missing) {
            return null;
        } catch (IOException unreadable) {
            throw new StartRefused("The secret in %s cannot be read (%s); give it to the user ChatSphere runs as"
                    .formatted(file, reasonOf(unreadable)));
        }
    }

    /** The secret kept in the file of this name; where there is none yet, a new one that survives restarts. */
    public Secret secretOrNew(String name) {
        var kept = secret(name);
        if (kept != null) {
            return kept;
        }
        var random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return keep(name, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** Written beside its place and then linked there, so that no reader and no crash ever meets half a secret. */
    private Secret keep(String name, String text) {
        var file = path.resolve(name);
        try {
            var written = Files.createTempFile(path, "." + name, null, privateTo(path, "rw-------"));
            try {
                Files.writeString(written, text + System.lineSeparator());
                Files.createLink(file, written);
                return new Secret(text);
            } catch (FileAlreadyExistsException anotherWasFaster) {
                return new Secret(Files.readString(file).strip());
            } catch (UnsupportedOperationException withoutLinks) {
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
                return new Secret(text);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException unwritable) {
            throw new StartRefused(
                    "The generated secret %s cannot be written (%s)".formatted(file, reasonOf(unwritable)));
        }
    }

    private static FileAttribute<?>[] privateTo(Path place, String permissions) {
        var posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** What stood in the way, in words an operator knows. */
    public static String reasonOf(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "there is a file of that name";
            case NoSuchFileException _ -> "no such file or directory";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
