package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.Bubble.Progress;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The customers' phones, what is on them and what they have yet to tell; bounded, and kept in a file across restarts.
 *
 * <p>Every change raises the version, which open pages wait for.
 */
final class Phones implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Phones.class);
    static final int MOST_CUSTOMERS = 50;
    private static final int MOST_LETTERS = 5_000;
    private static final int MOST_WAITING = 32;

    private final Path file;
    private final Map<String, Phone> phones = new LinkedHashMap<>();
    private final Map<String, Letter> letters = new LinkedHashMap<>();
    private final Map<String, Long> typing = new HashMap<>();
    private long version = System.currentTimeMillis();
    private long savedVersion = version;
    private int waiting;
    private boolean closed;

    Phones(Path file) {
        this.file = file;
        Remembered remembered = remembered();
        for (Customer customer : Customer.READY) {
            phones.put(customer.id(), Phone.of(customer));
        }
        remembered.phones.forEach(phone -> phones.put(phone.customer().id(), phone));
        remembered.letters.forEach(letter -> letters.put(letter.id(), letter));
    }

    /**
     * All phones as they are at one version.
     *
     * @param typing until when (epoch milliseconds) the business seems to type to whom
     */
    record Snapshot(long version, List<Phone> phones, List<Letter> letters, Map<String, Long> typing) {}

    synchronized Snapshot now() {
        return new Snapshot(version, List.copyOf(phones.values()), List.copyOf(letters.values()), Map.copyOf(typing));
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
                .filter(phone -> phone.customer().isKnownAs(address))
                .findFirst();
    }

    /** Adds a customer; false when there are too many, or somebody has that number or id already. */
    synchronized boolean add(Customer customer) {
        if (phones.size() >= MOST_CUSTOMERS || phones.containsKey(customer.id()) || isTaken(customer)) {
            return false;
        }
        phones.put(customer.id(), Phone.of(customer));
        changed();
        return true;
    }

    /** Gives somebody another number or name; false if it is somebody else's. */
    synchronized boolean rename(Customer customer) {
        Phone phone = phones.get(customer.id());
        if (phone == null || isTaken(customer)) {
            return false;
        }
        phones.put(customer.id(), phone.with(customer));
        changed();
        return true;
    }

    private boolean isTaken(Customer customer) {
        return phones.values().stream()
                .map(Phone::customer)
                .filter(other -> !other.id().equals(customer.id()))
                .anyMatch(other -> (customer.phone() != null && other.isKnownAs(customer.phone()))
                        || (customer.username() != null && customer.username().equals(other.username())));
    }

    synchronized void change(String customerId, UnaryOperator<Phone> change) {
        Phone phone = phones.get(customerId);
        if (phone != null) {
            phones.put(customerId, change.apply(phone));
            changed();
        }
    }

    /** Changes a phone and keeps what is to be told of it, both or none; false when too much waits already. */
    synchronized boolean change(UnaryOperator<Phone> change, Letter letter) {
        if (letters.size() >= MOST_LETTERS) {
            return false;
        }
        letters.put(letter.id(), letter);
        change(letter.customerId(), change);
        return true;
    }

    /** The application has it. */
    synchronized void taken(Letter letter) {
        letters.remove(letter.id());
        if (letter.wamid() == null || !reach(letter.customerId(), letter.wamid(), Progress.DELIVERED)) {
            changed();
        }
    }

    /** Notes how far a message has come; false if that was known, or the message is gone. */
    synchronized boolean reach(String customerId, String wamid, Progress progress) {
        Phone phone = phones.get(customerId);
        boolean further = phone != null
                && phone.bubble(wamid)
                        .filter(bubble -> bubble.progress().compareTo(progress) < 0)
                        .isPresent();
        if (further) {
            change(customerId, before -> before.with(wamid, bubble -> bubble.reached(progress)));
        }
        return further;
    }

    /** Whose chat has this message. */
    synchronized Optional<Phone> with(String wamid) {
        return phones.values().stream()
                .filter(phone -> phone.bubble(wamid).isPresent())
                .findFirst();
    }

    /** The business seems to type, or has stopped. @param until epoch milliseconds; null for no longer */
    synchronized void typing(String customerId, @Nullable Long until) {
        Long before = until == null ? typing.remove(customerId) : typing.put(customerId, until);
        if (before != null || until != null) {
            changed();
        }
    }

    /** Makes open pages ask anew. */
    synchronized void changed() {
        version++;
        notifyAll();
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

    /** Keeps the state, if it has changed since it was kept last. */
    void save() {
        Snapshot snapshot = now();
        synchronized (file) {
            if (snapshot.version == savedVersion) {
                return;
            }
            SafeFile.write(file, MetaJson.MAPPER.writeValueAsString(new Remembered(snapshot.phones, snapshot.letters)));
            savedVersion = snapshot.version;
        }
    }

    private Remembered remembered() {
        if (Files.exists(file)) {
            try {
                return MetaJson.MAPPER.readValue(Files.readString(file), Remembered.class);
            } catch (JacksonException | IOException broken) {
                log.warn("The sandbox's phones in {} cannot be read; they start empty", file);
            }
        }
        return new Remembered(List.of(), List.of());
    }

    /** What the file holds. */
    private record Remembered(List<Phone> phones, List<Letter> letters) {
        Remembered {
            phones = phones.stream().limit(MOST_CUSTOMERS).toList();
        }

        @JsonCreator
        static Remembered kept(
                @JsonProperty("phones") List<Phone> phones, @JsonProperty("letters") @Nullable List<Letter> letters) {
            return new Remembered(phones, letters == null ? List.of() : letters);
        }
    }
}
