package com.chatsphere.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.chatsphere.application.Secret;
import com.chatsphere.settings.Settings.Database;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String INSTANCE = """
        {"name":"Support","phoneNumberId":"222","displayPhoneNumber":"+49 30 1","wabaId":"9","token":"TOKEN-2",
         "appSecret":"SECRET-2","verifyToken":"VERIFY-2"}\
        """;

    private static final Map<String, String> S3 = Map.of(
            "MEDIA_S3_ENDPOINT", "https://s3.example.com",
            "MEDIA_S3_BUCKET", "chatsphere-files",
            "MEDIA_S3_ACCESS_KEY", "ACCESS-1",
            "MEDIA_S3_SECRET_KEY", "SECRET-1");

    @TempDir
    Path folder;

    @Test
    void hasADefaultForEverything() {
        var settings = read(Map.of());
        assertThat(settings.listen()).isEqualTo(new Settings.Listen("127.0.0.1", 8080));
        assertThat(settings.database()).isEqualTo(new Database.Embedded(false));
        assertThat(settings.dataFolder().path()).isEqualTo(folder.resolve("data"));
        assertThat(settings.firstAdmin().username()).hasToString("admin");
        assertThat(settings.firstAdmin().password()).isNull();
        assertThat(settings.graph()).isEqualTo(new Settings.Graph(URI.create("https://graph.facebook.com"), "v26.0"));
        assertThat(settings.instances()).isEmpty();
        assertThat(settings.withoutMeta()).isTrue();
        assertThat(settings.templateDefaults()).isEqualTo(new Settings.TemplateDefaults(null, "en_US", null, null));
        assertThat(settings.media())
                .isEqualTo(new Settings.Media(
                        folder.resolve("data/media"),
                        null,
                        null,
                        Duration.ofMinutes(10),
                        104_857_600,
                        3,
                        Duration.ofMillis(750),
                        512,
                        512));
        assertThat(settings.publicBaseUrl()).isNull();
        assertThat(settings.logLevel()).isEqualTo("info");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void takesWhatIsSet() {
        var settings = read(Map.ofEntries(
                Map.entry("PORT", "0"),
                Map.entry("HOST", "::1"),
                Map.entry("CHATSPHERE_DATA", "state"),
                Map.entry("ADMIN_USERNAME", "boss"),
                Map.entry("ADMIN_PASSWORD", "correct horse battery"),
                Map.entry("META_GRAPH_BASE_URL", "http://127.0.0.1:9999/"),
                Map.entry("META_GRAPH_VERSION", "v27.1"),
                Map.entry("META_TEMPLATE_NAME", "hello_world"),
                Map.entry("META_TEMPLATE_LANGUAGE", "pt_BR"),
                Map.entry("META_TEMPLATE_COMPONENTS", "[]"),
                Map.entry("MEDIA_STORAGE_ROOT", "/files"),
                Map.entry("MEDIA_PUBLIC_BASE_URL", "https://files.example.com"),
                Map.entry("MEDIA_SIGNED_URL_TTL_SECONDS", "60"),
                Map.entry("PUBLIC_BASE_URL", "https://chat.example.com/"),
                Map.entry("LOG_LEVEL", "DEBUG")));
        assertThat(settings.listen()).isEqualTo(new Settings.Listen("::1", 0));
        assertThat(settings.dataFolder().path())
                .isEqualTo(folder.resolve("state"))
                .isDirectory();
        assertThat(settings.firstAdmin().username()).hasToString("boss");
        assertThat(Objects.requireNonNull(settings.firstAdmin().password()).reveal())
                .isEqualTo("correct horse battery");
        assertThat(settings.graph()).isEqualTo(new Settings.Graph(URI.create("http://127.0.0.1:9999"), "v27.1"));
        assertThat(settings.templateDefaults())
                .isEqualTo(new Settings.TemplateDefaults("hello_world", "pt_BR", "[]", null));
        assertThat(settings.media().storageRoot()).isEqualTo(Path.of("/files"));
        assertThat(settings.media().publicBaseUrl()).isEqualTo(URI.create("https://files.example.com"));
        assertThat(settings.media().signedUrlLifetime()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.publicBaseUrl()).isEqualTo(URI.create("https://chat.example.com"));
        assertThat(settings.logLevel()).isEqualTo("debug");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT | 80a | \"80a\" is not a whole number from 0 to 65535",
                "PORT | -1 | \"-1\" is not a whole number from 0 to 65535",
                "PORT | 65536 | \"65536\" is not a whole number from 0 to 65535",
                "HOST | 300.1.1.1 | \"300.1.1.1\" is neither an address such as 0.0.0.0 nor the name of a host",
                "HOST | http://x | \"http://x\" is neither an address such as 0.0.0.0 nor the name of a host",
                "LOG_LEVEL | loud | \"loud\" is none of error, warn, info, debug, trace",
                "PUBLIC_BASE_URL | chat.example.com | \"chat.example.com\" is not a web address such as"
                        + " https://chat.example.com",
                "PUBLIC_BASE_URL | ftp://a.b | \"ftp://a.b\" is not a web address such as https://chat.example.com",
                "PUBLIC_BASE_URL | https://u:p@a.b | carries a user or password, which does not belong into it",
                "ADMIN_USERNAME | x | \"x\" is refused: a username has 3 to 50 characters and no spaces around it",
                "FILES_SIGNING_SECRET | tooshort | needs at least 32 characters, it has 8",
                "SESSION_SECRET | tooshort | needs at least 32 characters, it has 8",
                "META_GRAPH_BASE_URL | http://graph.example.com | \"http://graph.example.com\" must be https, except"
                        + " on this very machine",
                "META_GRAPH_BASE_URL | http://127.0.0.1.evil.example | \"http://127.0.0.1.evil.example\" must be"
                        + " https, except on this very machine",
                "META_GRAPH_VERSION | 26 | \"26\" is not a version such as v26.0",
                "META_TEMPLATE_NAME | Hello World | \"Hello World\" is no template name (small letters, digits and _)",
                "META_TEMPLATE_LANGUAGE | english | \"english\" is no code such as en_US",
                "META_TEMPLATE_COMPONENTS | {} | is not a JSON array",
                "META_TEMPLATE_CATALOG | [1, | is not a JSON array",
                "MEDIA_SIGNED_URL_TTL_SECONDS | 0 | \"0\" is not a whole number from 1 to 604800",
                "MEDIA_MAX_ORIGINAL_BYTES | 1e6 | \"1e6\" is not a whole number from 1 to 2147483647",
                "MEDIA_DOWNLOAD_MAX_ATTEMPTS | none | \"none\" is not a whole number from 1 to 100",
                "MEDIA_DOWNLOAD_RETRY_DELAY_MS | -5 | \"-5\" is not a whole number from 0 to 3600000",
                "MEDIA_THUMBNAIL_MAX_WIDTH | 5 | \"5\" is not a whole number from 16 to 4096",
                "MEDIA_THUMBNAIL_MAX_HEIGHT | 9999 | \"9999\" is not a whole number from 16 to 4096",
                "CHATSPHERE_ACCEPT_DATA_LOSS | maybe | \"maybe\" is neither true nor false",
                "CHATSPHERE_INSTANCES | [{ | is not valid JSON (line 1, column 3)",
                "CHATSPHERE_INSTANCES | {} | is not a JSON array of instances",
                "CHATSPHERE_INSTANCES | [7] | instance 1 is not a JSON object",
            })
    void namesTheVariableThatIsWrong(String name, String value, String complaint) {
        assertThat(refusals(Map.of(name, value))).containsExactly(name + ": " + complaint);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void collectsAllThatIsWrong() {
        assertThat(refusals(Map.of("PORT", "x", "LOG_LEVEL", "x", "META_TOKEN", "T")))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("PORT: "))
                .anyMatch(line -> line.startsWith("LOG_LEVEL: "))
                .anyMatch(line -> line.equals("META_PHONE_NUMBER_ID: is missing beside META_TOKEN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void countsABlankValueAsNone(String blank) {
        var settings = read(Map.of("PORT", blank, "META_TOKEN", blank, "DATABASE_URL", blank, "SESSION_SECRET", blank));
        assertThat(settings.listen().port()).isEqualTo(8080);
        assertThat(settings.withoutMeta()).isTrue();
        assertThat(settings.database()).isEqualTo(new Database.Embedded(false));
    }

    @Test
    void makesTheDefaultInstanceOfMetasVariables() {
        var settings = read(Map.of(
                "META_TOKEN", "TOKEN-1",
                "META_PHONE_NUMBER_ID", "111",
                "META_WABA_ID", "9",
                "META_VERIFY_TOKEN", "VERIFY-1",
                "META_APP_SECRET", "SECRET-1",
                "CHATSPHERE_INSTANCES", "[" + INSTANCE + "]"));
        assertThat(settings.instances())
                .extracting(instance -> instance.number().value())
                .containsExactly("111", "222");
        assertThat(settings.instances().getLast().name()).isEqualTo("Support");
        assertThat(settings.withoutMeta()).isFalse();
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.toString()).doesNotContain("TOKEN-", "SECRET-", "VERIFY-");
    }

    @ParameterizedTest
    @CsvSource({
        "META_TOKEN, META_PHONE_NUMBER_ID",
        "META_PHONE_NUMBER_ID, META_TOKEN",
        "META_APP_SECRET, META_TOKEN",
        "META_APP_SECRET, META_PHONE_NUMBER_ID",
        "META_VERIFY_TOKEN, META_TOKEN",
        "META_WABA_ID, META_TOKEN",
    })
    void refusesMetasVariablesWithoutThoseItCannotDoWithout(String given, String missing) {
        assertThat(refusals(Map.of(given, "123"))).contains(missing + ": is missing beside " + given);
    }

    @Test
    void takesAPlaceForFilesThatSpeaksS3() {
        var media = read(with(S3, Map.of())).media();
        assertThat(media.s3())
                .usingRecursiveComparison()
                .isEqualTo(new Settings.S3(
                        URI.create("https://s3.example.com"),
                        "us-east-1",
                        "chatsphere-files",
                        true,
                        new Secret("ACCESS-1"),
                        new Secret("SECRET-1")));
        assertThat(media.toString()).doesNotContain("ACCESS-1", "SECRET-1");
        var other = read(with(S3, Map.of("MEDIA_S3_REGION", "eu-central-1", "MEDIA_S3_PATH_STYLE", "false")))
                .media()
                .s3();
        assertThat(other).isNotNull();
        assertThat(Objects.requireNonNull(other).region()).isEqualTo("eu-central-1");
        assertThat(other.pathStyle()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEDIA_S3_ENDPOINT", "MEDIA_S3_BUCKET", "MEDIA_S3_ACCESS_KEY", "MEDIA_S3_SECRET_KEY"})
    void refusesS3WithoutWhatItCannotDoWithout(String missing) {
        assertThat(refusals(with(S3, Map.of(missing, ""))))
                .singleElement()
                .asString()
                .startsWith(missing + ": is missing beside MEDIA_S3_")
                .doesNotContain("ACCESS-1", "SECRET-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEDIA_S3_REGION", "MEDIA_S3_PATH_STYLE"})
    void refusesDetailsOfS3Alone(String given) {
        assertThat(refusals(Map.of(given, "true")))
                .hasSize(4)
                .allMatch(line -> line.endsWith(": is missing beside " + given));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MEDIA_S3_ENDPOINT | s3.example.com | \"s3.example.com\" is not a web address such as"
                        + " https://chat.example.com",
                "MEDIA_S3_REGION | Frankfurt | \"Frankfurt\" is no region such as eu-central-1",
                "MEDIA_S3_BUCKET | My Files | \"My Files\" is no name of a bucket (3 to 63 small letters, digits, . and"
                        + " -)",
                "MEDIA_S3_PATH_STYLE | perhaps | \"perhaps\" is neither true nor false",
            })
    void namesWhatIsWrongAboutS3(String name, String value, String complaint) {
        assertThat(refusals(with(S3, Map.of(name, value)))).containsExactly(name + ": " + complaint);
    }

    @Test
    void warnsOfS3ThatIsNotEncrypted() {
        assertThat(read(with(S3, Map.of("MEDIA_S3_ENDPOINT", "http://files.internal:9000")))
                        .warnings())
                .containsExactly("MEDIA_S3_ENDPOINT: is not https; files can be read on their way to it");
        assertThat(read(with(S3, Map.of("MEDIA_S3_ENDPOINT", "http://127.0.0.1:9000")))
                        .warnings())
                .isEmpty();
    }

    @Test
    void warnsThatWebhooksStayClosedWithoutTheirSecrets() {
        assertThat(read(Map.of("META_TOKEN", "T", "META_PHONE_NUMBER_ID", "1")).warnings())
                .containsExactly(
                        "META_APP_SECRET: is missing; webhooks are refused (503) until it is set",
                        "META_VERIFY_TOKEN: is missing; Meta's handshake is refused (403) until it is set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"token\":\"TOKEN-2\", | '' | lacks token",
                "\"name\":\"Support\" | \"nmae\":\"Support\" | lacks name",
                "\"name\":\"Support\" | \"name\":\"Support\",\"colour\":\"red\" | has unknown fields: colour",
                "\"222\" | 222 | has no text in phoneNumberId",
                "\"222\" | \"+49\" | has a phoneNumberId that is not 1 to 32 digits",
                "\"SECRET-2\" | \" \" | has no text in appSecret",
            })
    void takesDeclaredInstancesAtTheirWord(String part, String replacement, String complaint) {
        assertThat(refusals(Map.of("CHATSPHERE_INSTANCES", "[" + INSTANCE.replace(part, replacement) + "]")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("CHATSPHERE_INSTANCES: instance 1 "))
                .anyMatch(line -> line.contains(complaint))
                .noneMatch(line -> line.contains("TOKEN-2") || line.contains("SECRET-2"));
    }

    @Test
    void refusesTheSameNumberTwice() {
        assertThat(refusals(Map.of("CHATSPHERE_INSTANCES", "[%s,%s]".formatted(INSTANCE, INSTANCE))))
                .containsExactly("CHATSPHERE_INSTANCES: the phone number id 222 is declared twice");
    }

    @Test
    void neverRepeatsASecretInAComplaint() {
        var given = Map.of(
                "DATABASE_URL", "postgres://chat:HIDDEN@host",
                "SESSION_SECRET", "HIDDEN",
                "FILES_SIGNING_SECRET", "HIDDEN",
                "CHATSPHERE_INSTANCES", "[{\"token\":HIDDEN}]");
        assertThat(refusals(given)).hasSize(4).noneMatch(line -> line.contains("HIDDEN"));
    }

    @ParameterizedTest
    @CsvSource({
        "META_TOKN, META_TOKEN",
        "META_APPSECRET, META_APP_SECRET",
        "MEDIA_SIGNED_URL_TTL, MEDIA_SIGNED_URL_TTL_SECONDS",
        "CHATSPHERE_DIR, CHATSPHERE_DATA",
    })
    void warnsOfAMisspeltName(String misspelt, String meant) {
        assertThat(read(Map.of(misspelt, "x")).warnings())
                .containsExactly(
                        misspelt + ": is not a setting of ChatSphere and has no effect; did you mean " + meant + "?");
    }

    @Test
    void readsTheEnvironmentFileBelowTheEnvironment() throws IOException {
        Files.writeString(folder.resolve(".env"), """
            # a comment
            export PORT=9000
            LOG_LEVEL = "debug" # quoted
            ADMIN_USERNAME=boss # not quoted
            ADMIN_PASSWORD='a # b "c"'
            PUBLIC_BASE_URL=https://chat.example.com
            """);
        var settings = read(Map.of("PORT", "9001"));
        assertThat(settings.listen().port()).isEqualTo(9001);
        assertThat(settings.logLevel()).isEqualTo("debug");
        assertThat(settings.firstAdmin().username()).hasToString("boss");
        assertThat(Objects.requireNonNull(settings.firstAdmin().password()).reveal())
                .isEqualTo("a # b \"c\"");
        assertThat(settings.publicBaseUrl()).isEqualTo(URI.create("https://chat.example.com"));
    }

    @Test
    void namesTheLinesOfTheEnvironmentFileThatAreWrong() throws IOException {
        Files.writeString(folder.resolve(".env"), "PORT=1\nMETA_TOKEN HIDDEN\nX='HIDDEN\n");
        assertThat(refusals(Map.of()))
                .containsExactly(
                        ".env: line 2 is not of the form NAME=value", ".env: line 3 is not of the form NAME=value");
    }

    @Test
    void keepsTheSecretsItMakesToTheirOwner() throws IOException {
        var first = read(Map.of());
        var second = read(Map.of());
        assertThat(first.sessionSecret().reveal())
                .hasSizeGreaterThanOrEqualTo(32)
                .isEqualTo(second.sessionSecret().reveal())
                .isNotEqualTo(first.filesSigningSecret().reveal());
        for (var name : List.of("session-secret", "files-signing-secret")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("data").resolve(name))))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void prefersTheSecretsItIsGiven() {
        var given = "0123456789abcdef0123456789abcdef";
        var settings = read(Map.of("SESSION_SECRET", given, "FILES_SIGNING_SECRET", given));
        assertThat(settings.sessionSecret().reveal()).isEqualTo(given);
        assertThat(folder.resolve("data/session-secret")).doesNotExist();
    }

    @Test
    void refusesADataFolderThatIsAFile() throws IOException {
        Files.writeString(folder.resolve("data"), "");
        assertThat(refusals(Map.of())).singleElement().asString().startsWith("CHATSPHERE_DATA: ");
    }

    private Settings read(Map<String, String> environment) {
        return Settings.read(new HashMap<>(environment), folder);
    }

    private static Map<String, String> with(Map<String, String> given, Map<String, String> others) {
        var both = new HashMap<>(given);
        both.putAll(others);
        return both;
    }

    private List<String> refusals(Map<String, String> environment) {
        var refused = catchThrowableOfType(StartRefused.class, () -> read(environment));
        assertThat(refused).isNotNull();
        return refused.lines();
    }
}
