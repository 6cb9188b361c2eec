package com.chatsphere.web.webhook;

import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.web.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which items are asked for, in the words of the address. */
public record ItemForm(
        @Nullable ItemOutcome outcome,
        @Nullable String kind,
        @Nullable PhoneNumberId number,
        @Nullable LocalDate day,
        @Nullable String search,
        WebhookItems.@Nullable Place before) {
    static final int PAGE = 50;
    private static final int LONGEST_SEARCH = 300;

    static ItemForm of(
            @Nullable String outcome,
            @Nullable String kind,
            @Nullable String number,
            @Nullable String day,
            @Nullable String search,
            @Nullable String before) {
        return new ItemForm(
                read("outcome", outcome, word -> ItemOutcome.named(word).orElseThrow(IllegalArgumentException::new)),
                text(kind),
                read("number", number, PhoneNumberId::new),
                read("day", day, LocalDate::parse),
                text(search),
                read("before", before, WebhookItems.Place::of));
    }

    private static @Nullable String text(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String text = given.strip();
        return text.length() > LONGEST_SEARCH ? text.substring(0, LONGEST_SEARCH) : text;
    }

    private static <T> @Nullable T read(String name, @Nullable String given, Function<String, T> reading) {
        String text = text(given);
        return text == null ? null : Problem.unlessItFits(name, text, reading);
    }

    WebhookItems.Query toQuery() {
        return new WebhookItems.Query(outcome, kind, number, day, search, before, PAGE);
    }

    /** Whether all that is asked for can be applied once more together. */
    public boolean mayGoAgain() {
        return kind != null && outcome != null && outcome.mayGoAgain();
    }

    public boolean isNarrow() {
        return outcome != null || kind != null || number != null || day != null || search != null;
    }

    /** The address of the items before this place. */
    public String older(WebhookItems.Place place) {
        return address(place.toString());
    }

    /** The address of the latest of them. */
    public String address() {
        return address(null);
    }

    private String address(@Nullable String place) {
        Map<String, String> parameters = new TreeMap<>();
        put(parameters, "outcome", outcome == null ? null : outcome.word());
        put(parameters, "kind", kind);
        put(parameters, "number", number);
        put(parameters, "day", day);
        put(parameters, "search", search);
        put(parameters, "before", place);
        return WebhookMenu.ADDRESS
                + parameters.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }
}
