package com.chatsphere.meta.sandbox;

/**
 * Why WhatsApp does not deliver, or does not take, what the business sends: Meta's codes and titles.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes">Meta, error codes</a>
 */
record Refusal(int status, int code, String title, String details) {
    static final Refusal NOBODY = new Refusal(
            400,
            131026,
            "Message undeliverable",
            "Nobody in the sandbox has this number; add a customer with it on the simulated phone.");
    static final Refusal UNDELIVERABLE = new Refusal(400, 131026, "Message undeliverable", "Message Undeliverable.");
    static final Refusal WINDOW_CLOSED = new Refusal(
            400,
            131047,
            "Re-engagement message",
            "Message failed to send because more than 24 hours have passed since the customer last replied to this"
                    + " number.");
    static final Refusal NO_MARKETING = new Refusal(
            400,
            131050,
            "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp"
                    + " from your business",
            "The customer has stopped marketing messages.");
    static final Refusal BLOCKED_BY_BUSINESS =
            new Refusal(400, 130403, "User is blocked", "The business has blocked this user.");
    static final Refusal PHONE_NEEDED = new Refusal(
            400,
            131062,
            "Business-scoped user ID (BSUID) recipients are not supported for this message",
            "Authentication templates need a phone number.");
    static final Refusal NO_TOKEN =
            new Refusal(401, 190, "Invalid OAuth access token - Cannot parse access token", "Invalid access token.");
    static final Refusal NO_SUCH_OBJECT = new Refusal(
            400,
            100,
            "Unsupported request. Object with that ID does not exist, cannot be loaded due to missing permissions, or"
                    + " does not support this operation",
            "The sandbox has one number (100000000000001) of one account (100000000000000).");
    static final Refusal TOO_FAST = new Refusal(
            429,
            130429,
            "Rate limit hit",
            "Message failed to send because there were too many messages sent from this phone number in a short"
                    + " period of time.");
    static final Refusal TOO_FAST_FOR_ONE = new Refusal(
            400,
            131056,
            "(Business Account, Consumer Account) pair rate limit hit",
            "Message failed to send because there were too many messages sent from this phone number to the same"
                    + " phone number in a short period of time.");
    static final Refusal BROKEN = new Refusal(500, 131000, "Something went wrong", "Message failed to send.");
    static final Refusal UNAVAILABLE =
            new Refusal(503, 131016, "Service unavailable", "A service is temporarily unavailable.");

    static Refusal missing(String parameter) {
        return new Refusal(
                400, 131008, "Required parameter is missing", "Parameter %s is missing.".formatted(parameter));
    }

    static Refusal invalid(String details) {
        return new Refusal(400, 100, "Invalid parameter", details);
    }

    static Refusal value(String details) {
        return new Refusal(400, 131009, "Parameter value is not valid", details);
    }

    static Refusal unsupportedType(String type) {
        return new Refusal(400, 131051, "Unsupported message type", "There is no message type %s.".formatted(type));
    }

    static Refusal media(String details) {
        return new Refusal(400, 131053, "Media upload error", details);
    }

    /** A template's own refusals begin with 132. */
    static Refusal template(int code, String title, String details) {
        return new Refusal(code == 132001 ? 404 : 400, code, title, details);
    }

    /** Ends the reading of a call that is refused. */
    static final class Refused extends RuntimeException {
        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.details(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    Refused asException() {
        return new Refused(this);
    }
}
