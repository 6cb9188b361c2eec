package com.chatsphere.web.webhook;

import com.chatsphere.web.layout.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One delivery.
 *
 * @param waiting whether it is not taken apart yet
 */
public record DeliveryPage(
        Page page,
        long id,
        String receivedAt,
        boolean waiting,
        List<Map.Entry<String, String>> headers,
        BodyView body,
        List<ItemRow> items,
        @Nullable String notice,
        @Nullable Rehearsal rehearsal) {}
