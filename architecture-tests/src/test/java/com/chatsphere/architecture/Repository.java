package com.chatsphere.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The working tree, without what git does not keep. */
final class Repository {
    static final Path ROOT = root();

    private static final Set<String> NOT_KEPT = Set.of(".git", ".idea", ".vscode", "data", "node_modules", "target");

    private Repository() {}

    /** Every file under the folder; paths are relative to the root. */
    static List<Path> files(String folder) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(ROOT.resolve(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    var name = directory.getFileName().toString();
                    var kept = directory.equals(ROOT) || !NOT_KEPT.contains(name) || isSource(directory);
                    return kept ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(ROOT.relativize(file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return found.stream().sorted().toList();
    }

    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(ROOT.resolve(file)), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A package or a feature may well be called "data". */
    private static boolean isSource(Path directory) {
        return ROOT.relativize(directory).toString().contains("src");
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            var parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("no folder above " + Path.of("").toAbsolutePath() + " holds mvnw");
            }
            folder = parent;
        }
        return folder;
    }
}
