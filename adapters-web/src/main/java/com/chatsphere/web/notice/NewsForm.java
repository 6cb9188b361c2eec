package com.chatsphere.web.notice;

import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.Notices;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which news somebody wants to see; what makes no sense asks for nothing in particular. */
public record NewsForm(
        @Nullable Severity severity,
        @Nullable PhoneNumberId number,
        Notices.@Nullable TemplateName template,
        Notices.@Nullable Cursor after) {
    private static final String PAGE = "/admin/numbers";

    static NewsForm of(
            @Nullable String severity,
            @Nullable String number,
            @Nullable String template,
            @Nullable String language,
            @Nullable String after) {
        return new NewsForm(
                severity(severity),
                number(number),
                template == null || template.isBlank()
                        ? null
                        : new Notices.TemplateName(template, language == null ? "" : language),
                after == null ? null : cursor(after));
    }

    /** Where the same is shown for another severity. */
    public String with(@Nullable Severity other) {
        return new NewsForm(other, number, template, null).address();
    }

    /** Where the same is shown for another number. */
    public String ofNumber(@Nullable String otherNumber) {
        return new NewsForm(severity, number(otherNumber), template, null).address();
    }

    /** Where the same is shown for all templates and everything else. */
    public String withoutTemplate() {
        return new NewsForm(severity, number, null, null).address();
    }

    String from(Notices.Cursor place) {
        return new NewsForm(severity, number, template, place).address();
    }

    private String address() {
        Map<String, String> fields = new LinkedHashMap<>();
        if (severity != null) {
            fields.put("severity", severity.name().toLowerCase(Locale.ROOT));
        }
        if (number != null) {
            fields.put("number", number.value());
        }
        if (template != null) {
            fields.put("template", template.name());
            fields.put("language", template.language());
        }
        if (after != null) {
            fields.put("after", after.at() + "_" + after.id());
        }
        String query = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        return PAGE + (fields.isEmpty() ? "" : query) + "#news";
    }

    private static @Nullable Severity severity(@Nullable String word) {
        return switch (word) {
            case "info" -> Severity.INFO;
            case "warning" -> Severity.WARNING;
            case "alarm" -> Severity.ALARM;
            case null, default -> null;
        };
    }

    private static @Nullable PhoneNumberId number(@Nullable String text) {
        try {
            return text == null ? null : new PhoneNumberId(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static Notices.@Nullable Cursor cursor(String text) {
        int cut = text.indexOf('_');
        try {
            return cut < 0
                    ? null
                    : new Notices.Cursor(
                            Instant.parse(text.substring(0, cut)), UUID.fromString(text.substring(cut + 1)));
        } catch (DateTimeException | IllegalArgumentException malformed) {
            return null;
        }
    }
}
