package com.chatsphere.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.Bean;

class StartFailureTest {
    @TempDir
    Path folder;

    @Test
    void findsTheCauseThatHasAClearLine() {
        assertThat(StartFailure.explain(new BeanCreationException("x", new StartRefused(List.of("one", "two")))))
                .containsExactly("one", "two");
        assertThat(StartFailure.explain(new IllegalStateException(new PortInUseException(8080))))
                .containsExactly("PORT: 8080 is already in use on this machine; end what listens there, or set PORT to"
                        + " another");
        assertThat(StartFailure.explain(new IllegalStateException("a fault of ours")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "28P01 | DATABASE_URL: the database refuses the user or the password (no)",
                "3D000 | DATABASE_URL: there is no such database (no)",
                "08001 | DATABASE_URL: the database cannot be reached (no)",
                "57P03 | DATABASE_URL: the database is still starting (no); try again in a moment",
                "53100 | The disk of the database is full (no)",
                "42P01 | ''",
            })
    void explainsWhatTheDatabaseAnswers(String state, String line) {
        assertThat(StartFailure.explain(new SQLException("no\nDetail: secret", state)))
                .isEqualTo(line);
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(() -> ListenCheck.require(new Settings.Listen("127.0.0.1", taken.getLocalPort())))
                    .withMessageStartingWith("PORT: %d is already in use", taken.getLocalPort());
        }
        assertThatCode(() -> ListenCheck.require(new Settings.Listen("127.0.0.1", 0)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAHostThatIsNotThisMachine() {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> ListenCheck.require(new Settings.Listen("192.0.2.1", 0)))
                .withMessageStartingWith("HOST: \"192.0.2.1\" is not an address of this machine");
    }

    @ParameterizedTest
    @CsvSource({"settings, PORT:", "bean, The bean says no"})
    void endsTheProcessWithOneLineAndNoTrace(String kind, String line) throws Exception {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Broken.class.getName(),
                        kind,
                        folder.toString())
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(78);
        assertThat(errors.lines()).singleElement().asString().startsWith("ChatSphere cannot start. " + line);
        assertThat(output).doesNotContain("\tat ").doesNotContain("Application run failed");
    }

    /** A program that cannot start. */
    static final class Broken {
        private Broken() {}

        public static void main(String[] arguments) {
            StartFailure.orExit(() -> {
                if (arguments[0].equals("settings")) {
                    Settings.read(Map.of("PORT", "eighty"), Path.of(arguments[1]));
                } else {
                    var application = new SpringApplication(BrokenConfiguration.class);
                    application.setWebApplicationType(WebApplicationType.NONE);
                    application.run();
                }
            });
        }
    }

    /** Not marked as a configuration, so that no scan of the application's packages ever finds it. */
    static class BrokenConfiguration {
        @Bean
        String broken() {
            throw new StartRefused("The bean says no");
        }
    }
}
