package com.chatsphere.application.webhook;

import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Wamid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Need: find out what a delivery would do, without anything being done. */
public interface WebhookRehearsal {
    /**
     * What would become of each item if this arrived now. It takes a second at most, during which no delivery is applied.
     *
     * @throws WebhookBacklog.Busy when deliveries are being applied and do not come to an end
     */
    List<Step> rehearse(byte[] body, Instant receivedAt);

    /**
     * One item.
     *
     * @param outcome null when the time did not suffice to try it
     * @param orders what would be ordered because of it, in turn
     */
    record Step(
            int position,
            String kind,
            @Nullable PhoneNumberId number,
            @Nullable Wamid wamid,
            @Nullable Outcome outcome,
            List<Order> orders) {}

    /**
     * An order in words.
     *
     * @param details by name, those that are empty left out
     */
    record Order(String name, Map<String, String> details) {}
}
