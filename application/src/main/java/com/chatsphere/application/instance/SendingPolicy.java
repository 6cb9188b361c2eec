package com.chatsphere.application.instance;

/**
 * How a number behaves towards customers.
 *
 * @param perSecond the most messages a second, 1 to 1,000: 80 unless WhatsApp has raised it, 20 for a number that the WhatsApp
 *     Business app uses too
 * @param readReceipts when customers are shown that their messages were read
 * @param typing whether customers see that an agent is typing, which shows them that their messages were read as well
 */
public record SendingPolicy(int perSecond, ReadReceipts readReceipts, boolean typing) {
    public static final int MOST_PER_SECOND = 1_000;
    public static final SendingPolicy USUAL = new SendingPolicy(80, ReadReceipts.NEVER, false);

    public SendingPolicy {
        if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
            throw new IllegalArgumentException("A number sends 1 to 1,000 messages a second.");
        }
    }

    /** When the ticks on the customer's phone turn blue. */
    public enum ReadReceipts {
        NEVER,
        /** As soon as an agent has the conversation open. */
        ON_OPENING,
        /** When an agent answers. */
        ON_REPLY
    }
}
