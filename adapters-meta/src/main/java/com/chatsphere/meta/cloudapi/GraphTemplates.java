package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.template.MetaTemplates;
import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateDescription;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateQuality;
import com.chatsphere.domain.template.TemplateStatus;
import com.chatsphere.meta.MetaJson;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Meta's templates by way of the Graph API.
 *
 * <p>The next page is asked for by its cursor at the address we know: an address within an answer is not followed, because
 * the token would go along.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates/">Meta,
 *     message templates of an account</a>
 */
final class GraphTemplates implements MetaTemplates, AutoCloseable {
    static final Duration CONNECT = Duration.ofSeconds(5);
    static final Duration TOTAL = Duration.ofSeconds(15);
    private static final Logger log = LoggerFactory.getLogger(GraphTemplates.class);
    private static final String FIELDS =
            "id,name,language,status,category,quality_score,components,parameter_format,rejected_reason";
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 200;
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;
    private static final int NO_SUCH_THING = 100;

    private final GraphApi graph;
    private final Instances instances;
    private final TemplateSyncs syncs;
    private final TemplateNotation notation;
    private final Clock clock;
    private final Duration total;
    private final HttpClient http;

    GraphTemplates(
            GraphApi graph,
            Instances instances,
            TemplateSyncs syncs,
            TemplateNotation notation,
            Clock clock,
            Duration total) {
        this.graph = graph;
        this.instances = instances;
        this.syncs = syncs;
        this.notation = notation;
        this.clock = clock;
        this.total = total;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    @Override
    public Listing all(String waba) {
        return read(waba, "");
    }

    @Override
    public Listing named(String waba, TemplateName name) {
        return read(waba, "&name=" + encoded(name.value()));
    }

    @Override
    public Optional<String> accountOf(PhoneNumberId number) {
        Secret token = instances
                .with(number)
                .map(Instance::token)
                .orElseThrow(() -> new Unavailable("No access token is set for this number."));
        Answer answer = get(graph.at("/%s?fields=whatsapp_business_account".formatted(number)), token);
        return Optional.ofNullable(MetaJson.text(answer.body().path("whatsapp_business_account"), "id"))
                .filter(id -> id.matches("[0-9]{1,32}"));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Listing read(String waba, String filter) {
        Secret token = tokenFor(waba);
        List<Found> found = new ArrayList<>();
        Set<TemplateId> unreadable = new HashSet<>();
        Set<String> cursors = new HashSet<>();
        Instant saidAt = null;
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Answer answer = get(
                    graph.at("/%s/message_templates?fields=%s&limit=%d%s%s"
                            .formatted(waba, FIELDS, PAGE, filter, after)),
                    token);
            saidAt = saidAt == null ? answer.saidAt() : saidAt;
            if (!answer.body().path("data").isArray()) {
                throw new Unavailable("Meta's answer holds no list of templates.");
            }
            answer.body().path("data").forEach(template -> take(waba, template, found, unreadable));
            JsonNode paging = answer.body().path("paging");
            String cursor = MetaJson.text(paging.path("cursors"), "after");
            if (!paging.hasNonNull("next") || cursor == null) {
                return new Listing(found, unreadable, Objects.requireNonNull(saidAt));
            }
            if (!cursors.add(cursor)) {
                throw new Unavailable("Meta's pages of templates lead in a circle.");
            }
            after = "&after=" + encoded(cursor);
        }
        throw new Unavailable("Meta has more than %,d templates in this account.".formatted(MOST_PAGES * PAGE));
    }

    private Secret tokenFor(String waba) {
        return instances.all().stream()
                .filter(instance -> waba.equals(instance.wabaId())
                        || (instance.wabaId() == null
                                && syncs.accountOf(instance.number())
                                        .filter(waba::equals)
                                        .isPresent()))
                .map(Instance::token)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new Unavailable("No access token is set for this WhatsApp business account."));
    }

    private void take(String waba, JsonNode template, List<Found> found, Set<TemplateId> unreadable) {
        TemplateName name;
        TemplateLanguage language;
        try {
            name = new TemplateName(text(template, "name"));
            language = new TemplateLanguage(text(template, "language"));
        } catch (IllegalArgumentException nameless) {
            log.warn("Meta lists a template without a usable name or language; it is left out");
            return;
        }
        TemplateId id = TemplateId.of(waba, name, language);
        try {
            found.add(new Found(id, name, language, describe(template)));
        } catch (TemplateNotation.Unreadable | IllegalArgumentException senseless) {
            log.warn("Template {} ({}) cannot be read: {}", name, language, senseless.getMessage());
            unreadable.add(id);
        }
    }

    private TemplateDescription describe(JsonNode template) {
        String components = template.path("components").toString();
        String quality = MetaJson.text(template.path("quality_score"), "score");
        String reason = MetaJson.text(template, "rejected_reason");
        return new TemplateDescription(
                text(template, "id"),
                new TemplateCategory(text(template, "category").toUpperCase(Locale.ROOT)),
                notation.layout(components, format(template)),
                components,
                TemplateStatus.of(text(template, "status")),
                reason == null || reason.isBlank() || reason.equals("NONE") ? null : reason,
                quality == null || quality.isBlank() ? TemplateQuality.UNKNOWN : TemplateQuality.of(quality));
    }

    private static @Nullable ParameterFormat format(JsonNode template) {
        String format = MetaJson.text(template, "parameter_format");
        return format == null
                ? null
                : switch (format.toUpperCase(Locale.ROOT)) {
                    case "NAMED" -> ParameterFormat.NAMED;
                    case "POSITIONAL" -> ParameterFormat.POSITIONAL;
                    default -> null;
                };
    }

    private static String text(JsonNode template, String member) {
        String text = MetaJson.text(template, member);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("it has no " + member);
        }
        return text;
    }

    private Answer get(URI address, Secret token) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token.reveal())
                .timeout(total)
                .GET()
                .build();
        HttpResponse<byte[]> answer = exchange(request);
        CloudApiError.read(answer.body()).ifPresent(GraphTemplates::refuse);
        if (answer.statusCode() / 100 != 2) {
            throw new Unavailable("Meta answered with HTTP status %d.".formatted(answer.statusCode()));
        }
        try {
            return new Answer(MetaJson.MAPPER.readTree(answer.body()), saidAt(answer));
        } catch (JacksonException noJson) {
            throw new Unavailable("Meta's answer could not be read.");
        }
    }

    /** The request's own limit ends with the headers of the answer; this one with its last byte. */
    private HttpResponse<byte[]> exchange(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            return answer.get(total.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new Unavailable("Meta did not answer in time.");
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof HttpTimeoutException
                    ? new Unavailable("Meta did not answer in time.")
                    : new Unavailable("Meta could not be reached.");
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unavailable("Meta was not asked to the end.");
        }
    }

    private static void refuse(CloudApiError error) {
        if (error.code() == NO_SUCH_THING) {
            throw new Unavailable(
                    "Meta does not know this WhatsApp business account, or the access token may not see it (code"
                            + " 100).");
        }
        throw new Unavailable("%s (code %d)".formatted(error.inWords().title(), error.code()));
    }

    /** Meta's own clock, to the second; ours where it does not say. */
    private Instant saidAt(HttpResponse<byte[]> answer) {
        try {
            return answer.headers()
                    .firstValue("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .orElseGet(clock::instant);
        } catch (DateTimeParseException noDate) {
            return clock.instant();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Answer(JsonNode body, Instant saidAt) {}
}
