package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.sandbox.Bubble.Progress;
import com.chatsphere.meta.sandbox.Outgoing.Message;
import com.chatsphere.meta.sandbox.Outgoing.Reaction;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;

/** What WhatsApp does between the phones and the business: carries messages and reports progress. */
final class Sandbox implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Sandbox.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration TYPES_FOR = Duration.ofSeconds(25);
    private static final long UNTIL_SENT = 150;
    private static final long UNTIL_DELIVERED = 400;
    private static final long UNTIL_READ = 700;
    private static final long UNTIL_READ_UNATTENDED = 3_000;
    private static final long BETWEEN_SAVES = 500;

    private final Phones phones;
    private final SandboxWebhooks webhooks;
    private final Viewers viewers;
    private final Weather weather;
    private final MediaShelf shelf;
    private @Nullable Post running;

    Sandbox(Phones phones, SandboxWebhooks webhooks, Viewers viewers, Weather weather, MediaShelf shelf) {
        this.phones = phones;
        this.webhooks = webhooks;
        this.viewers = viewers;
        this.weather = weather;
        this.shelf = shelf;
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        Post post = new Post(webhooks, weather, phones);
        running = post;
        weather.onChange(phones::changed);
        post.regularly(BETWEEN_SAVES, this::save);
        Phones.Snapshot kept = phones.now();
        kept.phones().stream().filter(phone -> phone.manner().online()).forEach(phone -> {
            writeLettersThatAreMissing(kept, phone);
            tell(phone.customer().id());
            phone.bubbles().stream()
                    .filter(bubble -> !bubble.mine() && bubble.progress().compareTo(Progress.DELIVERED) < 0)
                    .forEach(bubble -> carry(phone.customer().id(), bubble, 1));
        });
    }

    /** Files of former times hold messages that wait and no letters. */
    private void writeLettersThatAreMissing(Phones.Snapshot kept, Phone phone) {
        for (Bubble bubble : phone.bubbles()) {
            boolean waits = bubble.mine() && bubble.progress() == Progress.PENDING;
            if (waits
                    && kept.letters().stream()
                            .noneMatch(letter -> bubble.wamid().equals(letter.wamid()))) {
                JsonNode value = WebhookBody.message(
                        phone.shown(), bubble, WebhookBody.Manners.answering(bubble.replyTo()), shelf);
                phones.change(
                        before -> before,
                        Letter.of(phone.customer().id(), bubble.wamid(), WebhookBody.MESSAGES, value));
            }
        }
    }

    @Override
    public void stop() {
        Post ended;
        synchronized (this) {
            ended = running;
            running = null;
        }
        if (ended == null) {
            return;
        }
        weather.close();
        ended.stop();
        phones.release();
        save();
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /** Starts when the application can be reached, and stops while it still can. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Tells the application something that happened on a phone, once the phone has a network. */
    void tell(Letter letter) {
        Post now = current();
        if (now != null && isOnline(letter.customerId())) {
            now.letter(letter);
        }
    }

    private void tell(String customerId) {
        phones.now().letters().stream()
                .filter(letter -> letter.customerId().equals(customerId))
                .forEach(this::tell);
    }

    /** The phone has a network again: what waited on either side goes its way. */
    void cameOnline(String customerId) {
        tell(customerId);
        phones.of(customerId)
                .ifPresent(phone -> phone.bubbles().stream()
                        .filter(bubble -> !bubble.mine() && bubble.progress() == Progress.SENT)
                        .forEach(bubble -> deliver(customerId, bubble)));
    }

    /** Meta itself has news. */
    void announce(String field, JsonNode value) {
        Post now = current();
        if (now != null) {
            now.report(field, value);
        }
    }

    /**
     * The business sends something; it is taken at once, and what becomes of it is told by webhook.
     *
     * @param pace how many times the usual pauses there are: 0 for what is to happen before the answer, else 1
     */
    String send(String recipient, Outgoing outgoing, @Nullable String tag, int pace) {
        String wamid = wamid();
        long now = Instant.now().getEpochSecond();
        Phone phone = phones.knownAs(recipient).orElse(null);
        Refusal refusal = refusalOf(phone, outgoing, now);
        if (phone == null || refusal != null) {
            fail(recipient, wamid, tag, refusal == null ? Refusal.NOBODY : refusal, pace);
            return wamid;
        }
        String customer = phone.customer().id();
        phones.typing(customer, null);
        switch (outgoing) {
            case Message message -> {
                Bubble bubble = Bubble.sent(wamid, message.content(), now, message.replyTo(), tag);
                phones.change(customer, before -> before.with(bubble));
                carry(customer, bubble, pace);
            }
            case Reaction reaction -> {
                phones.change(
                        customer,
                        before -> before.with(
                                reaction.to(),
                                bubble -> bubble.with(bubble.marks().reactedByBusiness(reaction.emoji()))));
                Bubble none = Bubble.sent(wamid, new Content.Note("Reaction"), now, null, tag);
                later(UNTIL_SENT * pace, () -> report(customer, none, "sent"));
            }
        }
        return wamid;
    }

    private static @Nullable Refusal refusalOf(@Nullable Phone phone, Outgoing outgoing, long now) {
        if (phone == null) {
            return Refusal.NOBODY;
        }
        if (phone.manner().blocking()) {
            return Refusal.UNDELIVERABLE;
        }
        boolean needsWindow = !(outgoing instanceof Message message) || message.needsWindow();
        if (needsWindow && now - phone.wroteLast() > WINDOW.toSeconds()) {
            return Refusal.WINDOW_CLOSED;
        }
        if (outgoing instanceof Message message) {
            if (message.marketing() && !phone.manner().marketing()) {
                return Refusal.NO_MARKETING;
            }
            return unfit(message.content());
        }
        return null;
    }

    /** Files are looked at only after the message was taken. */
    private static @Nullable Refusal unfit(Content content) {
        return switch (content) {
            case Content.File file
            when file.mimeType() != null && !file.kind().takes(file.mimeType()) ->
                Refusal.media(
                        "Unsupported %s mime type %s.".formatted(file.kind().type(), file.mimeType()));
            case Content.File file
            when file.size() > file.kind().mostBytes() ->
                Refusal.media("The %s is larger than %d bytes."
                        .formatted(file.kind().type(), file.kind().mostBytes()));
            case Content.Panel panel when panel.header() != null -> unfit(panel.header());
            default -> null;
        };
    }

    /** Somebody looks at this chat on the phone: what has arrived in it is read. */
    void see(String customerId) {
        Phone phone = phones.of(customerId).orElse(null);
        if (phone == null || !phone.manner().online()) {
            return;
        }
        for (Bubble bubble : phone.bubbles()) {
            if (!bubble.mine()
                    && bubble.progress() == Progress.DELIVERED
                    && phones.reach(customerId, bubble.wamid(), Progress.READ)
                    && phone.manner().receipts()) {
                report(customerId, bubble, "read");
            }
        }
    }

    /** A voice message is listened to. */
    void play(String customerId, Bubble bubble) {
        boolean voice = !bubble.mine() && bubble.content() instanceof Content.File file && file.voice();
        if (voice && phones.reach(customerId, bubble.wamid(), Progress.PLAYED)) {
            report(customerId, bubble, "played");
        }
    }

    /** The business has read a customer's message, and with it all before; false if there is no such message. */
    boolean readByBusiness(String wamid, boolean types) {
        Phone phone = phones.with(wamid).orElse(null);
        if (phone == null || !phone.bubble(wamid).map(Bubble::mine).orElse(false)) {
            return false;
        }
        for (Bubble bubble : phone.bubbles()) {
            if (bubble.mine()) {
                phones.reach(phone.customer().id(), bubble.wamid(), Progress.READ);
            }
            if (bubble.wamid().equals(wamid)) {
                break;
            }
        }
        if (types) {
            phones.typing(phone.customer().id(), Instant.now().plus(TYPES_FOR).toEpochMilli());
        }
        return true;
    }

    private void carry(String customerId, Bubble bubble, int pace) {
        later(UNTIL_SENT * pace, () -> {
            phones.reach(customerId, bubble.wamid(), Progress.SENT);
            report(customerId, bubble, "sent");
        });
        later(UNTIL_DELIVERED * pace, () -> {
            if (isOnline(customerId)) {
                deliver(customerId, bubble);
            }
        });
    }

    private void deliver(String customerId, Bubble bubble) {
        if (!phones.reach(customerId, bubble.wamid(), Progress.DELIVERED)) {
            return;
        }
        report(customerId, bubble, "delivered");
        later(UNTIL_READ - UNTIL_DELIVERED, () -> {
            if (viewers.isSeen(customerId)) {
                see(customerId);
            }
        });
        later(UNTIL_READ_UNATTENDED - UNTIL_DELIVERED, () -> {
            if (viewers.isNobodyThere()) {
                see(customerId);
            }
        });
    }

    private void fail(String recipient, String wamid, @Nullable String tag, Refusal refusal, int pace) {
        long at = Instant.now().getEpochSecond();
        later(
                UNTIL_DELIVERED * pace,
                () -> announce(WebhookBody.MESSAGES, StatusBody.failed(recipient, wamid, tag, at, refusal)));
    }

    private void report(String customerId, Bubble bubble, String status) {
        long at = Instant.now().getEpochSecond();
        phones.of(customerId)
                .ifPresent(phone -> announce(WebhookBody.MESSAGES, StatusBody.reached(phone, bubble, status, at)));
    }

    private void later(long millis, Runnable work) {
        Post now = current();
        if (now != null) {
            now.later(millis, work);
        }
    }

    private boolean isOnline(String customerId) {
        return phones.of(customerId).map(phone -> phone.manner().online()).orElse(false);
    }

    private synchronized @Nullable Post current() {
        return running;
    }

    private void save() {
        try {
            phones.save();
        } catch (UncheckedIOException failure) {
            log.warn("The sandbox's phones could not be kept", failure);
        }
    }

    static String wamid() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return "wamid." + Base64.getEncoder().encodeToString(bytes);
    }
}
