package com.chatsphere.settings;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.domain.agent.Username;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator can set from outside, checked.
 *
 * @param webhookRetention how long Meta's deliveries are kept once everything in them is settled
 * @param instances the WhatsApp numbers declared from outside, the default one first
 * @param warnings lines for the log: accepted, but probably not what was meant
 */
public record Settings(
        Listen listen,
        Database database,
        DataFolder dataFolder,
        FirstAdmin firstAdmin,
        Graph graph,
        List<Instance> instances,
        TemplateDefaults templateDefaults,
        Secret filesSigningSecret,
        Secret sessionSecret,
        Media media,
        Duration webhookRetention,
        @Nullable URI publicBaseUrl,
        String logLevel,
        List<String> warnings) {

    public Settings {
        instances = List.copyOf(instances);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the environment and the {@code .env} file of the working folder, the environment first, and makes the
     * data folder and the secrets that are missing.
     *
     * @throws StartRefused with one line for each wrong or missing value
     */
    public static Settings read(Map<String, String> environment, Path workingFolder) {
        return SettingsReader.read(environment, workingFolder);
    }

    /** Nothing of Meta's is declared: the stand-in for Meta may run, unless a real number was added since. */
    public boolean withoutMeta() {
        return instances.isEmpty();
    }

    /** Where browsers and Meta reach this process; port 0 takes any free one. */
    public record Listen(String host, int port) {}

    /** Where the facts are kept. */
    public sealed interface Database {
        /** Whether a database is accepted that could lose what it acknowledged. */
        boolean acceptsDataLoss();

        /** The server ChatSphere brings along. */
        record Embedded(boolean acceptsDataLoss) implements Database {}

        /** A server of the operator's own. */
        record External(
                String jdbcUrl, String user, @Nullable Secret password, boolean acceptsDataLoss) implements Database {}
    }

    /**
     * The user made when there is none yet.
     *
     * @param password null when one is to be generated and printed
     */
    public record FirstAdmin(Username username, @Nullable Secret password) {}

    /** Where Meta's Graph API answers, and in which version. */
    public record Graph(URI baseUrl, String version) {}

    /**
     * What a template send falls back to.
     *
     * @param components a JSON array
     * @param catalog a JSON array
     */
    public record TemplateDefaults(
            @Nullable String name,
            String language,
            @Nullable String components,
            @Nullable String catalog) {
        /** The same in the application's terms. */
        public com.chatsphere.application.template.TemplateDefaults understood() {
            return DeclaredCatalog.understand(this);
        }
    }

    /**
     * How files of messages are fetched, kept and handed out.
     *
     * @param storageRoot the folder they are kept in, or stay in on their way to {@code s3}
     * @param s3 where they are kept instead, if so
     */
    public record Media(
            Path storageRoot,
            @Nullable S3 s3,
            @Nullable URI publicBaseUrl,
            Duration signedUrlLifetime,
            long maxOriginalBytes,
            int downloadMaxAttempts,
            Duration downloadRetryDelay,
            int thumbnailMaxWidth,
            int thumbnailMaxHeight) {}

    /** A place for files that speaks S3. */
    public record S3(
            URI endpoint, String region, String bucket, boolean pathStyle, Secret accessKey, Secret secretKey) {}
}
