package com.chatsphere.story;

import com.chatsphere.story.Ending.Bubble;
import com.chatsphere.story.Piece.Content;
import com.chatsphere.story.Piece.Edited;
import com.chatsphere.story.Piece.Reacted;
import com.chatsphere.story.Piece.Reported;
import com.chatsphere.story.Piece.Revoked;
import com.chatsphere.story.Piece.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a story must end, found from what happened alone; the order in which it is told is not looked at. */
public final class Expectation {
    private static final long WINDOW = 24 * 60 * 60;
    /** From the least to the most that is known of a message of the business. */
    private static final List<String> RANKS = List.of("sent", "failed", "delivered", "read", "played");

    private final Story story;

    private Expectation(Story story) {
        this.story = story;
    }

    public static Ending of(Story story) {
        Expectation expectation = new Expectation(story);
        Map<String, List<Written>> chats = story.all(Written.class)
                .collect(Collectors.groupingBy(written -> written.chat().key()));
        Map<String, Ending.Chat> ends = new HashMap<>();
        chats.forEach((chat, messages) -> ends.put(chat, chat(messages)));
        return new Ending(
                ends,
                story.all(Written.class)
                        .collect(Collectors.toMap(
                                written -> written.chat().number() + " " + written.wamid(), expectation::bubble)));
    }

    private static Ending.Chat chat(List<Written> messages) {
        Customer customer = messages.getFirst().chat().customer();
        boolean identified = customer.phone() == null || messages.stream().anyMatch(Written::identified);
        Written naming = Story.last(messages.stream().filter(Written::named));
        List<Written> received =
                messages.stream().filter(written -> !written.outbound()).toList();
        return new Ending.Chat(
                customer.phone(),
                identified ? customer.userId() : null,
                naming == null ? null : customer.nameAt(naming.at()),
                received.stream()
                        .mapToLong(written -> written.at() + WINDOW)
                        .max()
                        .orElse(0),
                received.size());
    }

    private Bubble bubble(Written message) {
        List<Content> versions = new ArrayList<>(List.of(message.content()));
        about(Edited.class, message, Edited::target)
                .filter(edit -> edit.outbound() == message.outbound())
                .sorted(Comparator.comparing(Edited::at).thenComparing(Edited::wamid))
                .forEach(edit -> versions.add(edited(versions.getLast(), edit.text())));
        List<String> said = versions.stream().map(Expectation::words).toList();
        String status = message.outbound() ? status(message) : "received";
        return new Bubble(
                message.chat().key(),
                message.outbound(),
                message.at(),
                said.getLast(),
                said.subList(0, said.size() - 1),
                about(Revoked.class, message, Revoked::target)
                        .anyMatch(revocation -> revocation.outbound() == message.outbound()),
                message.replyTo(),
                status,
                status.equals("failed") ? error(message) : null,
                reactions(message));
    }

    /** Of a picture, only what is written beside it can be edited. */
    private static Content edited(Content before, String text) {
        return before instanceof Content.Image image ? new Content.Image(image.file(), text) : new Content.Text(text);
    }

    private String status(Written message) {
        return about(Reported.class, message, Reported::wamid)
                .map(Reported::status)
                .max(Comparator.comparing(RANKS::indexOf))
                .orElse("sent");
    }

    private @Nullable Integer error(Written message) {
        return about(Reported.class, message, Reported::wamid)
                .filter(report -> report.status().equals("failed"))
                .max(Comparator.comparing(Reported::at).thenComparing(Reported::code))
                .map(Reported::code)
                .orElse(null);
    }

    private Map<String, String> reactions(Written message) {
        Map<String, String> reactions = new HashMap<>();
        lastReaction(
                message,
                reaction -> !reaction.outbound(),
                message.chat().customer().key(),
                reactions);
        lastReaction(message, Reacted::outbound, Bubble.BUSINESS, reactions);
        return reactions;
    }

    private void lastReaction(Written message, Predicate<Reacted> by, String whose, Map<String, String> reactions) {
        Reacted last = Story.last(about(Reacted.class, message, Reacted::target).filter(by));
        if (last != null && last.emoji() != null) {
            reactions.put(whose, last.emoji());
        }
    }

    /** The news of this kind about that message: what has its name, at its number. */
    private <P extends Piece> Stream<P> about(Class<P> kind, Written message, Function<P, String> target) {
        return story.all(kind)
                .filter(piece -> target.apply(piece).equals(message.wamid())
                        && piece.chat().number().equals(message.chat().number()));
    }

    public static String words(Content content) {
        return switch (content) {
            case Content.Text(String body) -> "text: " + body;
            case Content.Image(String file, @Nullable String caption) -> "image " + file + ": " + caption;
            case Content.Place(String latitude, String longitude) -> "place " + latitude + ", " + longitude;
            case Content.Button(String id, String title) -> "button " + id + ": " + title;
        };
    }
}
