package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that cannot succeed ends with one line that says what to put right. */
@Timeout(120)
class StartRefusedIT {
    @Test
    void aTakenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(Map.of("PORT", String.valueOf(taken.getLocalPort())), "PORT: " + taken.getLocalPort());
        }
    }

    @Test
    void aDataFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(Workplace.folder().resolve("a-file"));
        assertRefused(Map.of("CHATSPHERE_DATA", file.resolve("data").toString()), "CHATSPHERE_DATA");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://somebody:secret-word@127.0.0.1/chatsphere",
        "postgres://somebody:secret-word@127.0.0.1:NOBODY-LISTENS/chatsphere",
        "postgres://somebody:secret-word@127.0.0.1:0x1/chatsphere",
    })
    void aWrongDatabaseUrl(String url) {
        String address = url.replace("NOBODY-LISTENS", String.valueOf(Workplace.freePort()));
        assertThat(assertRefused(Map.of("DATABASE_URL", address), "DATABASE_URL"))
                .doesNotContain("secret-word");
    }

    private static String assertRefused(Map<String, String> settings, String named) {
        try (RunningApplication application = RunningApplication.launch(Workplace.folder(), settings)) {
            assertThat(application.awaitExit()).isPositive();
            String said = application.log();
            assertThat(said.strip().lines()).as(said).hasSize(1);
            assertThat(said).startsWith("ChatSphere cannot start. ").contains(named);
            return said;
        }
    }
}
