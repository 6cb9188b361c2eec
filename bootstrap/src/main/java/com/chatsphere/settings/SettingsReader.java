package com.chatsphere.settings;

import com.chatsphere.application.instance.Instance;
import com.chatsphere.domain.agent.Username;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.settings.Settings.Database;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the settings, collecting every complaint before it gives up. */
final class SettingsReader {
    private static final List<String> CREDENTIALS =
            List.of("META_TOKEN", "META_PHONE_NUMBER_ID", "META_WABA_ID", "META_VERIFY_TOKEN", "META_APP_SECRET");
    private static final List<String> S3_NEEDS =
            List.of("MEDIA_S3_ENDPOINT", "MEDIA_S3_BUCKET", "MEDIA_S3_ACCESS_KEY", "MEDIA_S3_SECRET_KEY");
    private static final List<String> S3 = Stream.concat(
                    S3_NEEDS.stream(), Stream.of("MEDIA_S3_REGION", "MEDIA_S3_PATH_STYLE"))
            .toList();
    private static final String RETENTION = "CHATSPHERE_WEBHOOK_RETENTION_DAYS";
    private static final List<String> KNOWN = Stream.concat(
                    Stream.concat(CREDENTIALS.stream(), S3.stream()),
                    Stream.of(
                            "PORT",
                            "HOST",
                            "DATABASE_URL",
                            "CHATSPHERE_DATA",
                            "CHATSPHERE_ACCEPT_DATA_LOSS",
                            DeclaredInstances.VARIABLE,
                            RETENTION,
                            "ADMIN_USERNAME",
                            "ADMIN_PASSWORD",
                            "META_GRAPH_BASE_URL",
                            "META_GRAPH_VERSION",
                            "META_TEMPLATE_NAME",
                            "META_TEMPLATE_LANGUAGE",
                            "META_TEMPLATE_COMPONENTS",
                            "META_TEMPLATE_CATALOG",
                            "FILES_SIGNING_SECRET",
                            "SESSION_SECRET",
                            "MEDIA_STORAGE_ROOT",
                            "MEDIA_PUBLIC_BASE_URL",
                            "MEDIA_SIGNED_URL_TTL_SECONDS",
                            "MEDIA_MAX_ORIGINAL_BYTES",
                            "MEDIA_DOWNLOAD_MAX_ATTEMPTS",
                            "MEDIA_DOWNLOAD_RETRY_DELAY_MS",
                            "MEDIA_THUMBNAIL_MAX_WIDTH",
                            "MEDIA_THUMBNAIL_MAX_HEIGHT",
                            "PUBLIC_BASE_URL",
                            "LOG_LEVEL"))
            .toList();
    private static final List<String> OWN_PREFIXES = List.of("META_", "MEDIA_", "CHATSPHERE_");
    private static final List<String> LOG_LEVELS = List.of("error", "warn", "info", "debug", "trace");
    private static final int LEAST_SECRET_LENGTH = 32;

    private final Variables variables;
    private final Path workingFolder;

    private SettingsReader(Variables variables, Path workingFolder) {
        this.variables = variables;
        this.workingFolder = workingFolder;
    }

    static Settings read(Map<String, String> environment, Path workingFolder) {
        var values = new HashMap<>(EnvironmentFile.in(workingFolder));
        values.putAll(environment);
        return new SettingsReader(new Variables(values), workingFolder.toAbsolutePath()).read();
    }

    static boolean isMetaId(String text) {
        return text.matches("[0-9]{1,32}");
    }

    private Settings read() {
        var listen = new Settings.Listen(host(), (int) variables.number("PORT", 8080, 0, 65_535));
        var database = database();
        var folder = path("CHATSPHERE_DATA", workingFolder.resolve("data"));
        var firstAdmin = firstAdmin();
        var graph = graph();
        var instances = instances();
        var templateDefaults = templateDefaults();
        var filesSigningSecret = variables.secretOfAtLeast(LEAST_SECRET_LENGTH, "FILES_SIGNING_SECRET");
        var sessionSecret = variables.secretOfAtLeast(LEAST_SECRET_LENGTH, "SESSION_SECRET");
        var media = media(folder);
        var webhookRetention = Duration.ofDays(variables.number(RETENTION, 30, 1, 3_650));
        var publicBaseUrl = variables.webAddress("PUBLIC_BASE_URL");
        var logLevel = logLevel();
        warnOfUnknownNames();
        if (!variables.problems().isEmpty()) {
            throw new StartRefused(variables.problems());
        }
        var dataFolder = DataFolder.at(folder);
        return new Settings(
                listen,
                database,
                dataFolder,
                firstAdmin,
                graph,
                instances,
                templateDefaults,
                filesSigningSecret == null ? dataFolder.secretOrNew("files-signing-secret") : filesSigningSecret,
                sessionSecret == null ? dataFolder.secretOrNew("session-secret") : sessionSecret,
                media,
                webhookRetention,
                publicBaseUrl,
                logLevel,
                variables.warnings());
    }

    private String host() {
        var host = variables.matching(
                "HOST",
                text -> isAddress(text) || isHostName(text),
                "is neither an address such as 0.0.0.0 nor the name of a host");
        return host == null ? "127.0.0.1" : host;
    }

    private static boolean isHostName(String text) {
        return text.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?") && !text.matches("[0-9.]+");
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private Database database() {
        var acceptsDataLoss = variables.yes("CHATSPHERE_ACCEPT_DATA_LOSS");
        var text = variables.text("DATABASE_URL");
        if (text != null) {
            try {
                var url = DatabaseUrl.parse(text);
                return new Database.External(url.jdbcUrl(), url.user(), url.password(), acceptsDataLoss);
            } catch (IllegalArgumentException malformed) {
                variables.problem("DATABASE_URL", String.valueOf(malformed.getMessage()));
            }
        }
        return new Database.Embedded(acceptsDataLoss);
    }

    private Path path(String name, Path otherwise) {
        var text = variables.text(name);
        try {
            return text == null ? otherwise : workingFolder.resolve(text).normalize();
        } catch (InvalidPathException malformed) {
            variables.wrong(name, String.valueOf(text), "is not the path of a folder");
            return otherwise;
        }
    }

    private Settings.FirstAdmin firstAdmin() {
        var name = variables.text("ADMIN_USERNAME", "admin");
        var username = new Username("admin");
        try {
            username = new Username(name);
        } catch (IllegalArgumentException refused) {
            variables.wrong("ADMIN_USERNAME", name, "is refused: " + refused.getMessage());
        }
        return new Settings.FirstAdmin(username, variables.secret("ADMIN_PASSWORD"));
    }

    /** What goes to Meta carries the token, so it may only leave this machine encrypted. */
    private Settings.Graph graph() {
        var given = variables.webAddress("META_GRAPH_BASE_URL");
        var baseUrl = given == null ? URI.create("https://graph.facebook.com") : given;
        if (!"https".equalsIgnoreCase(baseUrl.getScheme()) && !isLoopback(baseUrl.getHost())) {
            variables.wrong("META_GRAPH_BASE_URL", baseUrl.toString(), "must be https, except on this very machine");
        }
        var version = variables.matching(
                "META_GRAPH_VERSION",
                text -> text.matches("v[0-9]{1,3}\\.[0-9]{1,2}"),
                "is not a version such as v26.0");
        return new Settings.Graph(baseUrl, version == null ? "v26.0" : version);
    }

    private static boolean isLoopback(String host) {
        var bare = host.replaceAll("[\\[\\]]", "");
        return bare.equalsIgnoreCase("localhost")
                || (isAddress(bare) && InetAddress.ofLiteral(bare).isLoopbackAddress());
    }

    private List<Instance> instances() {
        var instances = new ArrayList<Instance>();
        defaultInstance().ifPresent(instances::add);
        instances.addAll(DeclaredInstances.in(variables));
        var seen = new HashSet<PhoneNumberId>();
        for (var instance : instances) {
            if (!seen.add(instance.number())) {
                variables.problem(
                        DeclaredInstances.VARIABLE,
                        "the phone number id %s is declared twice".formatted(instance.number()));
            }
        }
        return instances;
    }

    private Optional<Instance> defaultInstance() {
        if (CREDENTIALS.stream().allMatch(name -> variables.text(name) == null)) {
            return Optional.empty();
        }
        for (var needed : List.of("META_TOKEN", "META_PHONE_NUMBER_ID")) {
            if (variables.text(needed) == null) {
                variables.problem(needed, "is missing beside " + given(CREDENTIALS));
            }
        }
        if (variables.text("META_APP_SECRET") == null) {
            variables.warn("META_APP_SECRET: is missing; webhooks are refused (503) until it is set");
        }
        if (variables.text("META_VERIFY_TOKEN") == null) {
            variables.warn("META_VERIFY_TOKEN: is missing; Meta's handshake is refused (403) until it is set");
        }
        var phoneNumberId =
                variables.matching("META_PHONE_NUMBER_ID", SettingsReader::isMetaId, "is not 1 to 32 digits");
        var wabaId = variables.matching("META_WABA_ID", SettingsReader::isMetaId, "is not 1 to 32 digits");
        return Optional.ofNullable(phoneNumberId)
                .map(id -> new Instance(
                        new PhoneNumberId(id),
                        "WhatsApp",
                        null,
                        wabaId,
                        variables.secret("META_TOKEN"),
                        variables.secret("META_APP_SECRET"),
                        variables.secret("META_VERIFY_TOKEN")));
    }

    private String given(List<String> names) {
        return String.join(
                ", ",
                names.stream().filter(name -> variables.text(name) != null).toList());
    }

    private Settings.TemplateDefaults templateDefaults() {
        var language = variables.matching(
                "META_TEMPLATE_LANGUAGE", text -> DeclaredCatalog.isLanguage(text), "is no code such as en_US");
        return new Settings.TemplateDefaults(
                variables.matching(
                        "META_TEMPLATE_NAME",
                        text -> DeclaredCatalog.isName(text),
                        "is no template name (small letters, digits and _)"),
                language == null ? "en_US" : language,
                jsonArray("META_TEMPLATE_COMPONENTS"),
                catalog());
    }

    private @Nullable String catalog() {
        var text = jsonArray("META_TEMPLATE_CATALOG");
        if (text != null) {
            DeclaredCatalog.complaints(text)
                    .forEach(complaint -> variables.problem("META_TEMPLATE_CATALOG", complaint));
        }
        return text;
    }

    private @Nullable String jsonArray(String name) {
        var text = variables.text(name);
        if (text == null) {
            return null;
        }
        try {
            if (JsonMapper.shared().readTree(text).isArray()) {
                return text;
            }
        } catch (JacksonException malformed) {
            // Answered like JSON of another kind.
        }
        variables.problem(name, "is not a JSON array");
        return null;
    }

    private Settings.Media media(Path dataFolder) {
        return new Settings.Media(
                path("MEDIA_STORAGE_ROOT", dataFolder.resolve("media")),
                s3(),
                variables.webAddress("MEDIA_PUBLIC_BASE_URL"),
                Duration.ofSeconds(variables.number("MEDIA_SIGNED_URL_TTL_SECONDS", 600, 1, 604_800)),
                variables.number("MEDIA_MAX_ORIGINAL_BYTES", 104_857_600, 1, 2_147_483_647),
                (int) variables.number("MEDIA_DOWNLOAD_MAX_ATTEMPTS", 3, 1, 100),
                Duration.ofMillis(variables.number("MEDIA_DOWNLOAD_RETRY_DELAY_MS", 750, 0, 3_600_000)),
                (int) variables.number("MEDIA_THUMBNAIL_MAX_WIDTH", 512, 16, 4096),
                (int) variables.number("MEDIA_THUMBNAIL_MAX_HEIGHT", 512, 16, 4096));
    }

    private Settings.@Nullable S3 s3() {
        if (S3.stream().allMatch(name -> variables.text(name) == null)) {
            return null;
        }
        for (var needed : S3_NEEDS) {
            if (variables.text(needed) == null) {
                variables.problem(needed, "is missing beside " + given(S3));
            }
        }
        var endpoint = variables.webAddress("MEDIA_S3_ENDPOINT");
        if (endpoint != null && !"https".equalsIgnoreCase(endpoint.getScheme()) && !isLoopback(endpoint.getHost())) {
            variables.warn("MEDIA_S3_ENDPOINT: is not https; files can be read on their way to it");
        }
        var region = variables.matching(
                "MEDIA_S3_REGION", text -> text.matches("[a-z0-9-]{1,64}"), "is no region such as eu-central-1");
        var bucket = variables.matching(
                "MEDIA_S3_BUCKET",
                text -> text.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
                "is no name of a bucket (3 to 63 small letters, digits, . and -)");
        var pathStyle = variables.yes("MEDIA_S3_PATH_STYLE", true);
        var accessKey = variables.secret("MEDIA_S3_ACCESS_KEY");
        var secretKey = variables.secret("MEDIA_S3_SECRET_KEY");
        return endpoint == null || bucket == null || accessKey == null || secretKey == null
                ? null
                : new Settings.S3(
                        endpoint, region == null ? "us-east-1" : region, bucket, pathStyle, accessKey, secretKey);
    }

    private String logLevel() {
        var level = variables.matching(
                "LOG_LEVEL",
                text -> LOG_LEVELS.contains(text.toLowerCase(Locale.ROOT)),
                "is none of " + String.join(", ", LOG_LEVELS));
        return level == null ? "info" : level.toLowerCase(Locale.ROOT);
    }

    private void warnOfUnknownNames() {
        for (var name : variables.names()) {
            if (OWN_PREFIXES.stream().anyMatch(name::startsWith) && !KNOWN.contains(name)) {
                variables.warn("%s: is not a setting of ChatSphere and has no effect; did you mean %s?"
                        .formatted(name, nearest(name)));
            }
        }
    }

    private static String nearest(String name) {
        Function<String, Integer> distance = known -> distance(name, known);
        return KNOWN.stream().min(Comparator.comparing(distance)).orElseThrow();
    }

    /** How many letters have to be typed, deleted or replaced to turn one name into the other (Levenshtein). */
    private static int distance(String one, String other) {
        var previous = new int[other.length() + 1];
        for (var column = 0; column <= other.length(); column++) {
            previous[column] = column;
        }
        for (var row = 1; row <= one.length(); row++) {
            var current = new int[other.length() + 1];
            current[0] = row;
            for (var column = 1; column <= other.length(); column++) {
                var replaced = previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
