package com.chatsphere.meta.sandbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something the application has yet to be told about a customer, as Meta puts it.
 *
 * @param wamid of the message on the phone that is through once this is taken
 * @param field Meta's name of such news
 */
record Letter(String id, String customerId, @Nullable String wamid, String field, JsonNode value) {
    static Letter of(String customerId, @Nullable String wamid, String field, JsonNode value) {
        return new Letter(UUID.randomUUID().toString(), customerId, wamid, field, value);
    }
}
