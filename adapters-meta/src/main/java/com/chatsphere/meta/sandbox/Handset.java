package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.sandbox.Bubble.Marks;
import com.chatsphere.meta.sandbox.Content.Answer;
import com.chatsphere.meta.sandbox.Content.Key;
import com.chatsphere.meta.sandbox.Content.Panel;
import com.chatsphere.meta.sandbox.Content.Row;
import com.chatsphere.meta.sandbox.WebhookBody.Manners;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a customer does with messages on the phone; the application is told of it as Meta would. */
final class Handset {
    private static final Duration CAN_BE_EDITED_FOR = Duration.ofMinutes(15);
    private static final Duration CAN_BE_DELETED_FOR = Duration.ofDays(2);
    private static final Content.Place HERE =
            new Content.Place(31.7683, 35.2137, "Where I am", "1 Invented Street, Nowhere");

    private final Sandbox sandbox;
    private final Phones phones;
    private final MediaShelf shelf;

    Handset(Sandbox sandbox, Phones phones, MediaShelf shelf) {
        this.sandbox = sandbox;
        this.phones = phones;
        this.shelf = shelf;
    }

    /** Something that WhatsApp does not let one do; the message is for people. */
    static final class Impossible extends RuntimeException {
        Impossible(String why) {
            super(why, null, false, false);
        }
    }

    Bubble write(Phone phone, Content content, Manners manners) {
        String origin = manners.forwarded() != null ? Marks.FORWARDED : manners.fromAd() ? Marks.FROM_AD : null;
        Bubble bubble = Bubble.written(
                Sandbox.wamid(), content, Instant.now().getEpochSecond(), manners.replyTo(), Marks.from(origin));
        tell(
                phone,
                bubble.wamid(),
                before -> before.with(bubble),
                WebhookBody.message(phone.shown(), bubble, manners, shelf));
        return bubble;
    }

    /** @param emoji null to take the reaction back */
    void react(Phone phone, Bubble to, @Nullable String emoji) {
        if (to.marks().deleted() || (emoji != null && !MessageReading.isOneEmoji(emoji))) {
            throw new Impossible("A reaction is one emoji, to a message that is there.");
        }
        tell(
                phone,
                null,
                before -> before.with(
                        to.wamid(), bubble -> bubble.with(bubble.marks().reactedByCustomer(emoji))),
                news(phone, "reaction", (message, _) -> {
                    ObjectNode reaction = message.putObject("reaction").put("message_id", to.wamid());
                    if (emoji != null) {
                        reaction.put("emoji", emoji);
                    }
                }));
    }

    void edit(Phone phone, Bubble bubble, String text) {
        requireOwn(bubble, CAN_BE_EDITED_FOR, "edited within 15 minutes");
        Content edited =
                switch (bubble.content()) {
                    case Content.Text _ -> new Content.Text(text);
                    case Content.File file when file.caption() != null -> file.withCaption(text);
                    default -> throw new Impossible("Only texts and captions can be edited.");
                };
        tell(
                phone,
                null,
                before -> before.with(
                        bubble.wamid(), now -> now.with(edited).with(now.marks().asEdited())),
                news(phone, "edit", (message, _) -> {
                    ObjectNode inner = message.putObject("edit")
                            .put("original_message_id", bubble.wamid())
                            .putObject("message")
                            .put("type", WebhookBody.typeOf(edited));
                    WebhookBody.content(inner, edited, shelf, bubble.at());
                }));
    }

    void delete(Phone phone, Bubble bubble) {
        requireOwn(bubble, CAN_BE_DELETED_FOR, "deleted for everyone within two days");
        tell(
                phone,
                null,
                before -> before.with(
                        bubble.wamid(),
                        now -> now.with(new Content.Text("")).with(now.marks().asDeleted())),
                news(
                        phone,
                        "revoke",
                        (message, _) -> message.putObject("revoke").put("original_message_id", bubble.wamid())));
    }

    private static void requireOwn(Bubble bubble, Duration within, String what) {
        boolean young = Instant.now().getEpochSecond() - bubble.at() <= within.toSeconds();
        if (!bubble.mine() || bubble.marks().deleted() || !young) {
            throw new Impossible("Only messages of one's own can be %s.".formatted(what));
        }
    }

    /**
     * Presses a button of a message.
     *
     * @param card of a carousel; null for the message itself
     * @param choice the row of a list, or whether calls are permitted
     */
    Bubble press(Phone phone, Bubble bubble, @Nullable Integer card, int index, @Nullable String choice) {
        if (!(bubble.content() instanceof Panel whole)) {
            throw new Impossible("This message has no buttons.");
        }
        Panel panel = card == null ? whole : at(whole.cards(), card);
        Key key = at(panel.keys(), index);
        String value = key.value() == null ? key.label() : key.value();
        Content answer =
                switch (key.act()) {
                    case REPLY -> new Answer(Answer.Kind.BUTTON, value, key.label(), null);
                    case QUICK_REPLY -> new Answer(Answer.Kind.TEMPLATE, value, key.label(), null);
                    case ROWS -> picked(key, choice);
                    case SHARE_LOCATION -> HERE;
                    case SHARE_CONTACT -> ownCard(phone.customer());
                    case PERMIT_CALLS -> permission(choice);
                    case LINK, CALL, COPY, NOTHING ->
                        throw new Impossible("This button does nothing that the business is told of.");
                };
        return write(phone, answer, Manners.answering(bubble.wamid()));
    }

    private static <T> T at(List<T> all, int index) {
        if (index < 0 || index >= all.size()) {
            throw new Impossible("There is no such button.");
        }
        return all.get(index);
    }

    private static Answer picked(Key key, @Nullable String id) {
        Row row = key.sections().stream()
                .flatMap(section -> section.rows().stream())
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Impossible("There is no such row."));
        return new Answer(Answer.Kind.LIST, row.id(), row.title(), row.description());
    }

    private static Answer permission(@Nullable String choice) {
        boolean accepted = "accept".equals(choice);
        return new Answer(
                Answer.Kind.CALL_PERMISSION,
                accepted ? "accept" : "reject",
                accepted ? "Calls allowed for 7 days" : "Calls not allowed",
                null);
    }

    /** Somebody without a known number has one nevertheless, and may tell it. */
    private static Content.Cards ownCard(Customer customer) {
        String digits = customer.phone() == null
                ? "1555556%04d".formatted(Math.floorMod(customer.id().hashCode(), 10_000))
                : customer.phone();
        Content.Card card = new Content.Card(customer.name(), List.of("+" + digits), List.of(), null);
        return new Content.Cards(List.of(card), true);
    }

    private static JsonNode news(Phone phone, String type, BiConsumer<ObjectNode, ObjectNode> content) {
        return WebhookBody.message(phone.shown(), Sandbox.wamid(), Instant.now().getEpochSecond(), type, content);
    }

    private void tell(Phone phone, @Nullable String wamid, UnaryOperator<Phone> change, JsonNode value) {
        Letter letter = Letter.of(phone.customer().id(), wamid, WebhookBody.MESSAGES, value);
        if (!phones.change(change, letter)) {
            throw new Impossible("Too much waits already for the application to take it.");
        }
        sandbox.tell(letter);
    }
}
