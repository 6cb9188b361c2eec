package com.chatsphere.application.message;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Transactions;
import com.chatsphere.domain.Command;
import com.chatsphere.domain.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out orders that come at the same moment with one commit, because commits that record facts wait for one another.
 *
 * <p>Whoever finds nobody at work carries out what all who wait have asked for. Where that fails it leaves no trace, and each
 * carries out its own: an order that is refused takes nothing of the others back.
 */
final class SharedCommits {
    private static final Logger log = LoggerFactory.getLogger(SharedCommits.class);
    private static final int MOST_AT_ONCE = 32;

    private final Commands commands;
    private final Transactions transactions;
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final Lock atWork = new ReentrantLock();

    SharedCommits(Commands commands, Transactions transactions) {
        this.commands = commands;
        this.transactions = transactions;
    }

    /** Returns once it is committed; throws what {@link Commands#send} does. */
    Effect send(Command order) {
        Entry own = new Entry(order);
        waiting.add(own);
        atWork.lock();
        try {
            while (!own.taken) {
                carryOut(next());
            }
        } finally {
            atWork.unlock();
        }
        Effect effect = own.effect;
        return effect == null ? commands.send(order) : effect;
    }

    private List<Entry> next() {
        List<Entry> together = new ArrayList<>();
        for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            entry.taken = true;
            together.add(entry);
            if (together.size() == MOST_AT_ONCE) {
                break;
            }
        }
        return together;
    }

    private void carryOut(List<Entry> together) {
        List<Effect> effects = new ArrayList<>();
        try {
            transactions.inOne(() -> together.forEach(entry -> effects.add(commands.send(entry.order))));
        } catch (RuntimeException failure) {
            log.debug("{} orders could not be carried out together", together.size(), failure);
            return;
        }
        for (int place = 0; place < together.size(); place++) {
            together.get(place).effect = effects.get(place);
        }
    }

    /** Read and written by whoever is at work, and read by its owner afterwards. */
    private static final class Entry {
        private final Command order;
        private boolean taken;
        private @Nullable Effect effect;

        private Entry(Command order) {
            this.order = order;
        }
    }
}
