package com.chatsphere.application.webhook;

import java.util.Map;

/** Need: keep every raw delivery. */
public interface WebhookDeliveries {
    /**
     * Keeps a delivery; on return it is committed and flushed.
     *
     * @param body the raw bytes as received
     * @param headers those worth keeping, secrets and signatures excepted
     * @throws Unavailable when it could not be kept: the sender has to try again
     */
    void keep(byte[] body, Map<String, String> headers);

    /** The delivery was not kept. */
    final class Unavailable extends RuntimeException {
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
