package com.chatsphere.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no file may say. */
class SourcesTest {
    private static final Pattern UNSAFE_TEMPLATE = Pattern.compile("\\$unsafe|(?i)\\bstyle\\s*=|\\bhx-on");
    private static final Pattern PACKAGE_REGISTRY = Pattern.compile(
            "(?i)\\b(repo1?\\.maven\\.|central\\.sonatype\\.|registry\\.(npmjs|yarnpkg)\\.|(deb|security|ftp)\\.debian\\.|"
                + "https?://[a-z0-9.-]*(maven2/|npmjs\\.|debian\\.))");
    private static final Set<String> BINARY = Set.of(
            "png", "jpg", "jpeg", "webp", "gif", "ico", "woff2", "ogg", "opus", "mp3", "mp4", "webm", "pdf", "jar");

    @Test
    void templatesEscapeEverythingAndKeepToTheContentSecurityPolicy() {
        var templates = textFiles().filter(file -> file.toString().endsWith(".jte"));
        assertThat(templates.flatMap(file -> finds(UNSAFE_TEMPLATE, file)))
                .as("unescaped output, inline styles and inline handlers, because a customer writes part of every page")
                .isEmpty();
    }

    @Test
    void noFileNamesAPackageRegistry() {
        assertThat(textFiles().flatMap(file -> finds(PACKAGE_REGISTRY, file)))
                .as("hosts of package registries, because those who build choose their own mirrors")
                .isEmpty();
    }

    private static Stream<Path> textFiles() {
        return Repository.files("").stream().filter(file -> !BINARY.contains(extension(file)));
    }

    private static String extension(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Stream<String> finds(Pattern pattern, Path file) {
        List<String> lines = Repository.text(file).lines().toList();
        return lines.stream().filter(line -> pattern.matcher(line).find()).map(line -> file + ": " + line.strip());
    }
}
