package com.chatsphere.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The stored form of every fact is on record. */
class EventCatalogueTest {
    private static final Path GOLDENS = Path.of("adapters-persistence/src/test/resources/events");

    @Test
    void everyEventHasAGoldenFile() {
        assertThat(events()).isNotEmpty();
        assertThat(events())
                .as("events, each with a golden file in %s, because what is stored must stay readable", GOLDENS)
                .allMatch(event ->
                        Files.isRegularFile(Repository.ROOT.resolve(GOLDENS).resolve(event + ".json")));
    }

    @Test
    void everyGoldenFileHasItsEvent() {
        var goldens = Repository.files(GOLDENS.toString()).stream()
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(0, name.length() - ".json".length()))
                .toList();
        assertThat(events())
                .as("events, because a golden file whose event is gone means that stored facts cannot be read any more")
                .containsAll(goldens);
    }

    private static Set<String> events() {
        return ProductionCode.CLASSES.stream()
                .filter(ProductionCode.EVENTS)
                .map(EventCatalogueTest::nameInFamily)
                .collect(Collectors.toSet());
    }

    private static String nameInFamily(JavaClass event) {
        var family = event.getEnclosingClass()
                .orElseThrow(() -> new AssertionError(event.getName() + " is not nested in its family"));
        return family.getSimpleName() + "." + event.getSimpleName();
    }
}
