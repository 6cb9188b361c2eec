package com.chatsphere.meta.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person of the sandbox, as WhatsApp knows them.
 *
 * @param phone digits only; null for somebody who hides it behind a username
 */
record Customer(
        String id,
        String name,
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String username) {
    /** Those who are there from the start. */
    static final List<Customer> READY = List.of(
            new Customer("amina", "Amina Haddad", "15555550110", "US.70000000000000000110", null),
            new Customer("ben", "Ben Okafor", "15555550111", "US.70000000000000000111", null),
            new Customer("clara", "Clara Nyström", "15555550112", "US.70000000000000000112", "clara.nystrom"),
            new Customer("omar", "عمر حداد", "15555550113", "US.70000000000000000113", null),
            new Customer("layla", "Layla", null, "US.70000000000000000114", "layla.draws"));

    Customer withPhone(@Nullable String other, @Nullable String otherUserId) {
        return new Customer(id, name, other, otherUserId, username);
    }

    Customer withName(String other, @Nullable String otherUsername) {
        return new Customer(id, other, phone, userId, otherUsername);
    }

    /** Whether Meta would find this person by such a number or user id. */
    boolean isKnownAs(String address) {
        return address.equals(phone) || address.equals(userId);
    }
}
