package com.chatsphere.application.message;

import com.chatsphere.application.message.ReadReceipts.Shown;
import com.chatsphere.application.message.ReceiptsDue.Due;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows customers what is owed to them.
 *
 * <p>Saying twice that something was read does no harm, so a claim that expires is simply made anew.
 */
public final class ReceiptSender {
    private static final Logger log = LoggerFactory.getLogger(ReceiptSender.class);
    private static final int MOST_AT_ONCE = 16;
    private static final int MOST_TRIES = 5;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private final ReceiptsDue due;
    private final ReadReceipts receipts;

    public ReceiptSender(ReceiptsDue due, ReadReceipts receipts) {
        this.due = due;
        this.receipts = receipts;
    }

    /** Works off what is due now; called again and again. */
    public void run() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Due> claimed = due.claim(MOST_AT_ONCE, LEASE);
            for (Due one : claimed) {
                Future<?> _ = threads.submit(() -> show(one));
            }
        } catch (RuntimeException failure) {
            log.warn("cannot show customers that their messages were read, trying again: {}", failure.toString());
        }
    }

    private void show(Due one) {
        Shown shown = receipts.show(one.number(), one.upTo(), one.typing());
        boolean worthwhile = shown == Shown.NOT_NOW && one.tries() < MOST_TRIES && !one.typing();
        if (worthwhile) {
            due.postpone(one, FIRST_PAUSE.multipliedBy(1L << one.tries()));
        } else {
            due.settle(one);
        }
    }
}
