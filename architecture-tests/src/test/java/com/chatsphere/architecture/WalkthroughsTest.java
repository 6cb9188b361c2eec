package com.chatsphere.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages lead to files that are there. */
class WalkthroughsTest {
    private static final Pattern LINK = Pattern.compile("]\\(<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern OUTSIDE_OR_ON_THE_PAGE = Pattern.compile("(?i)([a-z][a-z0-9+.-]*:|#|//).*");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");

    @Test
    void everyLinkedFileExists() {
        assertThat(links())
                .allSatisfy(link -> assertThat(Files.exists(link.target()))
                        .as("%s links to %s, which is there", link.page(), link.text())
                        .isTrue());
    }

    @Test
    void noLinkNamesALineOrAHeading() {
        assertThat(links())
                .allSatisfy(link -> assertThat(link.text())
                        .as("%s links to a whole file, because lines and headings move", link.page())
                        .doesNotContain("#"));
    }

    private static List<Link> links() {
        return pages().flatMap(WalkthroughsTest::linksOf).toList();
    }

    private static Stream<Path> pages() {
        return Repository.files("").stream()
                .filter(file -> file.toString().endsWith(".md"))
                .filter(file -> file.getParent() == null || file.startsWith("docs"));
    }

    private static Stream<Link> linksOf(Path page) {
        var prose = CODE_BLOCK.matcher(Repository.text(page)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(result -> result.group(1))
                .filter(text -> !OUTSIDE_OR_ON_THE_PAGE.matcher(text).matches())
                .map(text -> new Link(page, text));
    }

    private record Link(Path page, String text) {
        Path target() {
            return Repository.ROOT
                    .resolve(page)
                    .resolveSibling(text.replaceFirst("#.*", ""))
                    .normalize();
        }
    }
}
