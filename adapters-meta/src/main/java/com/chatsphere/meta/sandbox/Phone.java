package com.chatsphere.meta.sandbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A customer, how they use WhatsApp, and their chat with the business, oldest message first. */
record Phone(Customer customer, List<Bubble> bubbles, Manner manner) {
    private static final int MOST_BUBBLES = 300;

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
