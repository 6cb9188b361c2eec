package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.sandbox.Bubble.Marks;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A customer, how they use WhatsApp, and their chat with the business, oldest message first. */
record Phone(Customer customer, List<Bubble> bubbles, Manner manner) {
    private static final int MOST_BUBBLES = 300;
    private static final Duration FREE_AFTER_AN_AD = Duration.ofHours(72);

    Phone {
        bubbles = bubbles.size() > MOST_BUBBLES
                ? List.copyOf(bubbles.subList(bubbles.size() - MOST_BUBBLES, bubbles.size()))
                : List.copyOf(bubbles);
    }

    @JsonCreator
    static Phone kept(
            @JsonProperty("customer") Customer customer,
            @JsonProperty("bubbles") List<Bubble> bubbles,
            @JsonProperty("manner") @Nullable Manner manner) {
        return new Phone(customer, bubbles, manner == null ? Manner.USUAL : manner);
    }

    static Phone of(Customer customer) {
        return new Phone(customer, List.of(), Manner.USUAL);
    }

    /** When the customer wrote last, epoch seconds; 0 if never. */
    long wroteLast() {
        return bubbles.stream()
                .filter(Bubble::mine)
                .filter(bubble -> !(bubble.content() instanceof Content.Note))
                .mapToLong(Bubble::at)
                .max()
                .orElse(0);
    }

    /**
     * Until when (epoch seconds) everything is free because the customer came from an ad and was answered within a day; 0 if
     * it is not.
     */
    long freeUntil(long now) {
        long came = bubbles.stream()
                .filter(bubble -> Marks.FROM_AD.equals(bubble.marks().origin()))
                .mapToLong(Bubble::at)
                .max()
                .orElse(0);
        long answered = bubbles.stream()
                .filter(bubble -> !bubble.mine() && bubble.at() >= came)
                .mapToLong(Bubble::at)
                .min()
                .orElse(Long.MAX_VALUE);
        boolean opened = came > 0 && answered - came <= Duration.ofHours(24).toSeconds();
        long until = opened ? answered + FREE_AFTER_AN_AD.toSeconds() : 0;
        return until >= now ? until : 0;
    }

    /** The customer as the business may see them. */
    Customer shown() {
        return manner.hidden() && customer.userId() != null ? customer.withPhone(null, customer.userId()) : customer;
    }

    Optional<Bubble> bubble(String wamid) {
        return bubbles.stream().filter(bubble -> bubble.wamid().equals(wamid)).findFirst();
    }

    Phone with(Manner other) {
        return new Phone(customer, bubbles, other);
    }

    Phone with(Customer other) {
        return new Phone(other, bubbles, manner);
    }

    Phone with(Bubble bubble) {
        List<Bubble> more = new ArrayList<>(bubbles);
        more.add(bubble);
        return new Phone(customer, more, manner);
    }

    Phone with(String wamid, UnaryOperator<Bubble> change) {
        return new Phone(
                customer,
                bubbles.stream()
                        .map(bubble -> bubble.wamid().equals(wamid) ? change.apply(bubble) : bubble)
                        .toList(),
                manner);
    }
}
