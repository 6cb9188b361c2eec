package com.chatsphere.application.webhook;

import java.util.List;

/** Need: what about Meta's deliveries is not as it should be. */
public interface WebhookWatch {
    /** What was so at the last look, some seconds ago; asking costs nothing. */
    List<WebhookAlarm> alarms();
}
