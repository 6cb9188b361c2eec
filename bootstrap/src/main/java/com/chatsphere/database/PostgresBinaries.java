package com.chatsphere.database;

import com.chatsphere.settings.DataFolder;
import com.chatsphere.settings.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's own programs, unpacked once from the archive for this platform and used again at every start. */
record PostgresBinaries(Path folder) {
    static final String MAJOR_VERSION = "18";

    /** Where root keeps them when the data folder lies where nobody else can go. */
    private static final Path SHARED_CACHE = Path.of("/var/cache/chatsphere");

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    static PostgresBinaries unpacked(Path dataFolder, ServerUser user) {
        return unpacked(
                archiveFor(System.getProperty("os.name", ""), System.getProperty("os.arch", "")), dataFolder, user);
    }

    static PostgresBinaries unpacked(URL archive, Path dataFolder, ServerUser user) {
        try {
            var home = user.reaches(dataFolder) ? dataFolder : Files.createDirectories(SHARED_CACHE);
            var name = "postgres-binaries-%s-%08x".formatted(MAJOR_VERSION, fingerprint(archive));
            var folder = home.resolve(name);
            if (!Files.isDirectory(folder)) {
                unpack(archive, home, folder);
                removeOthers(home, folder);
            }
            return new PostgresBinaries(folder);
        } catch (IOException failure) {
            throw new StartRefused("The embedded database cannot be unpacked (%s); make room or rights for it, or set"
                            .formatted(DataFolder.reasonOf(failure))
                    + " DATABASE_URL");
        }
    }

    static URL archiveFor(String system, String processor) {
        var name = archiveName(system, processor);
        var archive = PostgresBinaries.class.getResource("/" + name);
        if (archive == null) {
            throw new StartRefused("There is no embedded database for %s on %s (%s is not in this build); set"
                            .formatted(system, processor, name)
                    + " DATABASE_URL to a PostgreSQL of your own");
        }
        return archive;
    }

    private static String archiveName(String system, String processor) {
        var architecture =
                switch (processor.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    case String other -> other;
                };
        var lowerCase = system.toLowerCase(Locale.ROOT);
        if (lowerCase.startsWith("mac")) {
            return "postgres-darwin-%s.txz".formatted(architecture);
        }
        var musl = lowerCase.startsWith("linux") && Files.exists(Path.of("/etc/alpine-release"));
        return "postgres-%s-%s%s.txz".formatted(lowerCase.split(" ", 2)[0], architecture, musl ? "-alpine_linux" : "");
    }

    /** The archive's check sum; the jar's directory knows it without reading the archive. */
    private static long fingerprint(URL archive) throws IOException {
        var connection = archive.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            try (var _ = jar.getJarFile()) {
                var entry = jar.getJarEntry();
                if (entry != null && entry.getCrc() >= 0) {
                    return entry.getCrc();
                }
            }
        }
        var sum = new CRC32();
        try (var bytes = new CheckedInputStream(archive.openStream(), sum)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return sum.getValue();
    }

    /** Unpacks beside the final place and then renames, so that a killed start never leaves half a server behind. */
    private static void unpack(URL archive, Path home, Path target) throws IOException {
        var unfinished = Files.createTempDirectory(home, ".postgres-binaries");
        try (var bytes = archive.openStream();
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(bytes))) {
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                place(entry, tar, unfinished);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException anotherWasFaster) {
            Folders.delete(unfinished);
        } catch (IOException failure) {
            Folders.delete(unfinished);
            throw failure;
        }
    }

    private static void place(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        var path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("the archive points outside itself");
        }
        if (path.equals(root)) {
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString((entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
        }
    }

    private static void removeOthers(Path home, Path kept) throws IOException {
        if (home.equals(SHARED_CACHE)) {
            return;
        }
        List<Path> outdated;
        try (Stream<Path> entries = Files.list(home)) {
            outdated = entries.filter(entry -> !entry.equals(kept))
                    .filter(entry -> entry.getFileName().toString().matches("\\.?postgres-binaries.*"))
                    .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (var folder : outdated) {
            Folders.delete(folder);
        }
    }
}
