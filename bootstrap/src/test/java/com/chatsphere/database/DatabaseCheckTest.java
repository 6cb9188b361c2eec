package com.chatsphere.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.chatsphere.application.Secret;
import com.chatsphere.settings.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseCheckTest {
    private final EmbeddedPostgres postgres = SharedServer.running();

    @Test
    void passesTheEmbeddedServer() {
        assertThatCode(() -> DatabaseCheck.require(postgres, false)).doesNotThrowAnyException();
    }

    @Test
    void refusesADatabaseThatAcknowledgesBeforeItWrites() {
        var careless = postgres.jdbcUrl() + "?options=-c%20synchronous_commit=off";
        assertRefused(careless, "chatsphere", postgres.password(), "The database runs with synchronous_commit off");
        assertThatCode(() -> DatabaseCheck.require(careless, postgres.user(), postgres.password(), true))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheVariableWhenThePasswordIsWrong() {
        assertRefused(postgres.jdbcUrl(), "chatsphere", new Secret("wrong"), "DATABASE_URL: the database refuses");
        assertRefused(postgres.jdbcUrl(), "stranger", postgres.password(), "DATABASE_URL: the database refuses");
    }

    @Test
    void namesTheVariableWhenNobodyAnswers() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertRefused(
                "jdbc:postgresql://127.0.0.1:%d/chatsphere".formatted(free),
                "chatsphere",
                postgres.password(),
                "DATABASE_URL: the database cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?sslmode=require", "?sslmode=nonsense"})
    void namesTheVariableWhenAParameterCannotBeMet(String parameters) {
        assertRefused(postgres.jdbcUrl() + parameters, "chatsphere", postgres.password(), "DATABASE_URL: the database");
    }

    private static void assertRefused(String url, String user, Secret password, String beginning) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> DatabaseCheck.require(url, user, password, false))
                .withMessageStartingWith(beginning)
                .withMessageNotContaining(password.reveal())
                .satisfies(refused ->
                        assertThat(refused.lines()).singleElement().asString().doesNotContain("\n"));
    }
}
