package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.Bubble.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The customers' phones and what is on them; bounded, and kept in a file across restarts.
 *
 * <p>Every change raises the version, which open pages wait for.
 */
final class Phones implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Phones.class);
    static final int MOST_CUSTOMERS = 50;
    private static final int MOST_BUBBLES = 300;
    private static final int MOST_WAITING = 32;

    private final Path file;
    private final Map<String, Phone> phones = new LinkedHashMap<>();
    private long version = System.currentTimeMillis();
    private long savedVersion = version;
    private int waiting;
    private boolean closed;

    Phones(Path file) {
        this.file = file;
        List<Phone> remembered = remembered();
        for (Customer customer : Customer.READY) {
            phones.put(customer.id(), new Phone(customer, List.of()));
        }
        remembered.forEach(phone -> phones.put(phone.customer.id(), phone));
    }

    /** A customer and their chat with the business, oldest message first. */
    record Phone(Customer customer, List<Bubble> bubbles) {
        Phone {
            bubbles = bubbles.size() > MOST_BUBBLES
                    ? List.copyOf(bubbles.subList(bubbles.size() - MOST_BUBBLES, bubbles.size()))
                    : List.copyOf(bubbles);
        }

        /** When the customer wrote last, epoch seconds; 0 if never. */
        long wroteLast() {
            return bubbles.stream()
                    .filter(Bubble::mine)
                    .mapToLong(Bubble::at)
                    .max()
                    .orElse(0);
        }
    }

    /** All phones as they are at one version. */
    record Snapshot(long version, List<Phone> phones) {}

    synchronized Snapshot now() {
        return new Snapshot(version, List.copyOf(phones.values()));
    }

    /** All phones, as soon as the version is another than {@code known}, or when {@code atMost} is over. */
    synchronized Snapshot after(long known, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        if (waiting < MOST_WAITING) {
            waiting++;
            try {
                for (long left = atMost.toMillis(); version == known && !closed && left > 0; ) {
                    wait(left);
                    left = (until - System.nanoTime()) / 1_000_000;
                }
            } finally {
                waiting--;
            }
        }
        return now();
    }

    synchronized Optional<Phone> of(String customerId) {
        return Optional.ofNullable(phones.get(customerId));
    }

    synchronized Optional<Phone> knownAs(String address) {
        return phones.values().stream()
                .filter(phone -> phone.customer.isKnownAs(address))
                .findFirst();
    }

    /** Adds a customer; false when there are too many, or somebody has that number or id already. */
    synchronized boolean add(Customer customer) {
        if (phones.size() >= MOST_CUSTOMERS || phones.containsKey(customer.id())) {
            return false;
        }
        for (Phone other : phones.values()) {
            if ((customer.phone() != null && other.customer.isKnownAs(customer.phone()))
                    || (customer.username() != null && customer.username().equals(other.customer.username()))) {
                return false;
            }
        }
        phones.put(customer.id(), new Phone(customer, List.of()));
        changed();
        return true;
    }

    synchronized void add(String customerId, Bubble bubble) {
        Phone phone = phones.get(customerId);
        if (phone != null) {
            List<Bubble> bubbles = new ArrayList<>(phone.bubbles);
            bubbles.add(bubble);
            phones.put(customerId, new Phone(phone.customer, bubbles));
            changed();
        }
    }

    /** Notes how far a message has come; false if that was known, or the message is gone. */
    synchronized boolean reach(String customerId, String wamid, Progress progress) {
        Phone phone = phones.get(customerId);
        if (phone == null) {
            return false;
        }
        List<Bubble> bubbles = new ArrayList<>(phone.bubbles);
        for (int i = 0; i < bubbles.size(); i++) {
            Bubble bubble = bubbles.get(i);
            if (bubble.wamid().equals(wamid) && bubble.progress().compareTo(progress) < 0) {
                bubbles.set(i, bubble.reached(progress));
                phones.put(customerId, new Phone(phone.customer, bubbles));
                changed();
                return true;
            }
        }
        return false;
    }

    /** The customer who wrote this message. */
    synchronized @Nullable String writerOf(String wamid) {
        for (Phone phone : phones.values()) {
            if (phone.bubbles.stream()
                    .anyMatch(bubble -> bubble.mine() && bubble.wamid().equals(wamid))) {
                return phone.customer.id();
            }
        }
        return null;
    }

    /** Lets everybody who waits go. */
    synchronized void release() {
        closed = true;
        notifyAll();
    }

    /** Whether it is about to stop. */
    synchronized boolean isReleased() {
        return closed;
    }

    @Override
    public void close() {
        save();
    }

    private void changed() {
        version++;
        notifyAll();
    }

    /** Keeps the state, if it has changed since it was kept last. */
    void save() {
        Snapshot snapshot = now();
        synchronized (file) {
            if (snapshot.version == savedVersion) {
                return;
            }
            SafeFile.write(file, MetaJson.MAPPER.writeValueAsString(new Remembered(snapshot.phones)));
            savedVersion = snapshot.version;
        }
    }

    private List<Phone> remembered() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Phone> all = MetaJson.MAPPER.readValue(Files.readString(file), Remembered.class).phones;
            return all.stream().limit(MOST_CUSTOMERS).toList();
        } catch (JacksonException | IOException | NullPointerException broken) {
            log.warn("The sandbox's phones in {} cannot be read; they start empty", file);
            return Collections.emptyList();
        }
    }

    private record Remembered(List<Phone> phones) {}
}
