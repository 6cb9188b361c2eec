package com.chatsphere.meta.sandbox;

/** Why WhatsApp does not deliver, or does not take, what the business sends: Meta's codes and titles. */
record Refusal(int status, int code, String title, String details) {
    static final Refusal NOBODY = new Refusal(
            400,
            131026,
            "Message undeliverable",
            "Nobody in the sandbox has this number; add a customer with it on the simulated phone.");
    static final Refusal WINDOW_CLOSED = new Refusal(
            400,
            131047,
            "Re-engagement message",
            "Message failed to send because more than 24 hours have passed since the customer last replied to this"
                    + " number.");
    static final Refusal NO_TOKEN =
            new Refusal(401, 190, "Invalid OAuth access token - Cannot parse access token", "Invalid access token.");
    static final Refusal NO_SUCH_NUMBER = new Refusal(
            400,
            100,
            "Unsupported post request. Object with that ID does not exist, cannot be loaded due to missing"
                    + " permissions, or does not support this operation",
            "The sandbox has one number: 100000000000001.");
    static final Refusal UNSUPPORTED_TYPE =
            new Refusal(400, 131051, "Unsupported message type", "The sandbox takes text messages.");

    static Refusal missing(String parameter) {
        return new Refusal(
                400, 131008, "Required parameter is missing", "Parameter %s is missing.".formatted(parameter));
    }

    static Refusal invalid(String details) {
        return new Refusal(400, 100, "Invalid parameter", details);
    }
}
