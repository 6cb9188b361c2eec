package com.chatsphere.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.html.OwaspHtmlPolicy;
import gg.jte.html.policy.PolicyGroup;
import gg.jte.html.policy.PreventInlineEventHandlers;
import gg.jte.resolve.DirectoryCodeResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path ASSETS = Path.of("src/main/resources/static/assets");
    private static final Pattern ICON = Pattern.compile("#icon-([a-z0-9-]+)\"");
    private static final Pattern PHYSICAL = Pattern.compile(
            "(?:margin|padding|border)-(?:left|right|top|bottom)|(?<![-\\w])(?:left|right|width|height):");

    @Test
    void keepToThePolicyOfThePages(@TempDir Path classes) {
        TemplateEngine engine = TemplateEngine.create(new DirectoryCodeResolver(TEMPLATES), classes, ContentType.Html);
        PolicyGroup policy = new PolicyGroup();
        policy.addPolicy(new OwaspHtmlPolicy());
        policy.addPolicy(new PreventInlineEventHandlers());
        engine.setHtmlPolicy(policy);

        assertThat(engine.generateAll()).isNotEmpty();
    }

    @Test
    void neverTurnEscapingOffNorCarryStylesOrInlineScripts() {
        assertThat(in(TEMPLATES, ".jte"))
                .allSatisfy(template -> assertThat(read(template))
                        .as(template.toString())
                        .doesNotContain("$unsafe")
                        .doesNotContain("style=\"")
                        .doesNotContain("hx-on")
                        .doesNotContainPattern("<script(?![^>]*src=)"));
    }

    @Test
    void useOnlyIconsThatAreThere() {
        String icons = read(TEMPLATES.resolve("layout/icons.jte"));
        List<String> used = Stream.concat(in(TEMPLATES, ".jte").stream(), in(ASSETS, ".js").stream())
                .flatMap(file -> ICON.matcher(read(file)).results())
                .map(found -> found.group(1))
                .distinct()
                .toList();

        assertThat(used).isNotEmpty().allSatisfy(icon -> assertThat(icons).contains("id=\"icon-" + icon + "\""));
    }

    @Test
    void haveStylesThatKnowNoLeftAndRight() {
        assertThat(in(ASSETS, ".css"))
                .allSatisfy(
                        style -> assertThat(read(style)).as(style.toString()).doesNotContainPattern(PHYSICAL));
    }

    private static List<Path> in(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
