package com.chatsphere.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/** One server for all tests that only read from it. */
final class SharedServer {
    private static final Path DATA = temporaryFolder();
    private static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.start(DATA);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SharedServer::stop));
    }

    private SharedServer() {}

    static EmbeddedPostgres running() {
        return POSTGRES;
    }

    static Path data() {
        return DATA;
    }

    /** Spares another data folder the unpacking. */
    static void lendBinariesTo(Path folder) throws IOException {
        try (var binaries = Files.newDirectoryStream(DATA, "postgres-binaries-*")) {
            for (var unpacked : binaries) {
                Files.createSymbolicLink(folder.resolve(unpacked.getFileName()), unpacked);
            }
        }
    }

    static String setting(String name) throws SQLException {
        try (var connection = EmbeddedPostgresTest.connect(POSTGRES)) {
            return EmbeddedPostgresTest.answer(connection, "SHOW " + name);
        }
    }

    private static Path temporaryFolder() {
        try {
            var folder = Files.createTempDirectory("chatsphere-database");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void stop() {
        POSTGRES.stop();
        try {
            Folders.delete(DATA);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
