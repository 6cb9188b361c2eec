package com.chatsphere.media.preview;

import static com.chatsphere.media.preview.PictureSamples.encoded;
import static com.chatsphere.media.preview.PictureSamples.flag;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.launch.PropertiesLauncher;

/** A process that looks into files starts from the jar as well that Spring Boot packages, with jars inside. */
class PackagedTest {
    @TempDir
    Path folder;

    @Test
    void looksIntoFilesFromWithinTheJar() throws Exception {
        Path jar = packaged(folder.resolve("chat sphere+.jar"));
        Path picture =
                Files.write(folder.resolve("picture.jpg"), encoded(flag(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg"));

        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dloader.main=" + PackagedParent.class.getName(),
                        "-cp",
                        jar.toString(),
                        PropertiesLauncher.class.getName(),
                        folder.resolve("previews").toString(),
                        picture.toString())
                .redirectErrorStream(true)
                .start();
        try {
            var said = new String(parent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(said).contains("-Dloader.main=" + PreviewProcess.class.getName());
            assertThat(said).contains("width=40, height=30").contains("trouble=null");
            assertThat(parent.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    private static Path packaged(Path jar) throws IOException {
        List<Path> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        try (var output = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var folder : List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) {
                add(folder, new byte[0], output);
            }
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    copyClasses(entry, output);
                } else if (entry.getFileName().toString().startsWith("spring-boot-loader-")) {
                    copyLoader(entry, output);
                } else {
                    store("BOOT-INF/lib/" + entry.getFileName(), Files.readAllBytes(entry), output);
                }
            }
        }
        return jar;
    }

    private static void copyClasses(Path folder, JarOutputStream output) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var name = folder.relativize(file).toString().replace(File.separatorChar, '/');
                if (name.endsWith(".class") && !name.endsWith("-info.class")) {
                    add("BOOT-INF/classes/" + name, Files.readAllBytes(file), output);
                }
            }
        }
    }

    private static void copyLoader(Path loader, JarOutputStream output) throws IOException {
        try (var jar = new JarFile(loader.toFile())) {
            for (var entry : jar.stream().filter(one -> !one.isDirectory()).toList()) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    add(entry.getName(), jar.getInputStream(entry).readAllBytes(), output);
                }
            }
        }
    }

    private static void add(String name, byte[] content, JarOutputStream output) throws IOException {
        output.putNextEntry(new ZipEntry(name));
        output.write(content);
    }

    /** Jars within a jar are not compressed again, so that they can be read where they lie. */
    private static void store(String name, byte[] content, JarOutputStream output) throws IOException {
        var entry = new ZipEntry(name);
        var crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        output.putNextEntry(entry);
        output.write(content);
    }
}
