package com.chatsphere.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://u:p@h/d | jdbc:postgresql://h:5432/d | u | p",
                "postgresql://u:p@h:6543/d | jdbc:postgresql://h:6543/d | u | p",
                "postgres://u%40x:p%40%2F%25+%3A@h/d | jdbc:postgresql://h:5432/d | u@x | p@/%+:",
                "postgres://u:a@b@h/d | jdbc:postgresql://h:5432/d | u | a@b",
                "postgres://u:a:b@h/d | jdbc:postgresql://h:5432/d | u | a:b",
                "postgres://u:p@[::1]:5433/d | jdbc:postgresql://[::1]:5433/d | u | p",
                "postgres://u:p@a:1,b:2/d | jdbc:postgresql://a:1,b:2/d | u | p",
                "postgres://u:p@h/my%20db | jdbc:postgresql://h:5432/my%20db | u | p",
                "postgres://u:p@h/d?sslmode=require | jdbc:postgresql://h:5432/d?sslmode=require | u | p",
                "postgres://u:p@h/d?sslmode=verify-full&sslrootcert=/a%20b.pem"
                        + " | jdbc:postgresql://h:5432/d?sslmode=verify-full&sslrootcert=%2Fa%20b.pem | u | p",
                "postgres://u:p@h/d?connect_timeout=5 | jdbc:postgresql://h:5432/d?connectTimeout=5 | u | p",
                "jdbc:postgresql://h/d?user=u&password=p%26q&ssl=true"
                        + " | jdbc:postgresql://h:5432/d?ssl=true | u | p&q",
                "jdbc:postgresql://h:1/d?user=u&password=p | jdbc:postgresql://h:1/d | u | p",
            })
    void understandsBothWaysOfWriting(String text, String jdbcUrl, String user, String password) {
        var url = DatabaseUrl.parse(text);
        assertThat(url.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password())
                .isNotNull()
                .satisfies(secret -> assertThat(secret.reveal()).isEqualTo(password));
        assertThat(url.toString()).doesNotContain(":" + password + "@").contains("password=Secret[");
    }

    @Test
    void needsNoPasswordWhereTheServerAsksForNone() {
        assertThat(DatabaseUrl.parse("postgres://u@h/d").password()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "mysql://u:HIDDEN@h/d",
                "postgres://u:HIDDEN@h",
                "postgres://u:HIDDEN@h/",
                "postgres://h/d",
                "postgres://u:HIDDEN@/d",
                "postgres://u:HIDDEN@h:99999/d",
                "postgres://u:HIDDEN@h:x/d",
                "postgres://u:HIDDEN%zz@h/d",
                "postgres://u:HIDDEN/x@h/d",
                "postgres://u:HIDDEN#x@h/d",
                "postgres://u:HIDDEN@h/d?sslmode",
                "jdbc:postgresql:d",
            })
    void saysWhatIsWrongWithoutRepeatingIt(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> DatabaseUrl.parse(text))
                .withMessageNotContaining("HIDDEN");
    }
}
