package com.chatsphere.meta.sandbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a message on a phone holds; kept in the phones' file and read by the page under these names. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Content.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Content.File.class, name = "file"),
    @JsonSubTypes.Type(value = Content.Place.class, name = "place"),
    @JsonSubTypes.Type(value = Content.Cards.class, name = "cards"),
    @JsonSubTypes.Type(value = Content.Panel.class, name = "panel"),
    @JsonSubTypes.Type(value = Content.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Content.Order.class, name = "order"),
    @JsonSubTypes.Type(value = Content.Unsupported.class, name = "unsupported"),
    @JsonSubTypes.Type(value = Content.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = Content.Note.class, name = "note")
})
sealed interface Content {
    /** One line of it, for quotes and the list of chats. */
    String preview();

    record Text(String body) implements Content {
        @Override
        public String preview() {
            return body;
        }
    }

    /**
     * @param mediaId of a file on the {@link MediaShelf}; null while it is only known by its link
     * @param link of a file elsewhere, which nobody fetches
     */
    record File(
            FileKind kind,
            @Nullable String mediaId,
            @Nullable String link,
            @Nullable String mimeType,
            @Nullable String filename,
            @Nullable String caption,
            boolean voice,
            long size)
            implements Content {
        @Override
        public String preview() {
            String what = voice ? "Voice message" : kind.word();
            return caption != null ? caption : filename != null ? filename : what;
        }

        File withCaption(String other) {
            return new File(kind, mediaId, link, mimeType, filename, other, voice, size);
        }
    }

    record Place(
            double latitude,
            double longitude,
            @Nullable String name,
            @Nullable String address) implements Content {
        @Override
        public String preview() {
            return name == null ? "Location" : name;
        }
    }

    /** @param requested whether the customer answers a request for their own number with it */
    record Cards(List<Card> cards, boolean requested) implements Content {
        public Cards {
            cards = List.copyOf(cards);
        }

        @Override
        public String preview() {
            return cards.size() == 1 ? cards.getFirst().name() : cards.size() + " contacts";
        }
    }

    /** Somebody's visiting card. */
    record Card(
            String name,
            List<String> phones,
            List<String> emails,
            @Nullable String company) {
        public Card {
            phones = List.copyOf(phones);
            emails = List.copyOf(emails);
        }
    }

    /**
     * What has buttons: an interactive message, a filled template, or one card of its carousel.
     *
     * @param template its name, where it is one
     * @param category what Meta charges a template as
     * @param header text, a file or a place
     */
    record Panel(
            @Nullable String template,
            @Nullable String category,
            @Nullable Content header,
            String body,
            @Nullable String footer,
            @Nullable Offer offer,
            List<Key> keys,
            List<Panel> cards)
            implements Content {
        public Panel {
            keys = List.copyOf(keys);
            cards = List.copyOf(cards);
        }

        @Override
        public String preview() {
            return body;
        }
    }

    /** A limited-time offer. @param endsAt epoch milliseconds; null without an end */
    record Offer(String text, @Nullable Long endsAt) {}

    /**
     * A button under a message.
     *
     * @param value what it answers, opens, dials or copies
     */
    record Key(Act act, String label, @Nullable String value, List<Section> sections) {
        public Key {
            sections = List.copyOf(sections);
        }

        Key(Act act, String label, @Nullable String value) {
            this(act, label, value, List.of());
        }

        /** What pressing a button does. */
        enum Act {
            REPLY,
            QUICK_REPLY,
            ROWS,
            LINK,
            CALL,
            COPY,
            SHARE_LOCATION,
            SHARE_CONTACT,
            PERMIT_CALLS,
            NOTHING
        }
    }

    /** A part of a list to pick from. */
    record Section(String title, List<Row> rows) {
        public Section {
            rows = List.copyOf(rows);
        }
    }

    /** One choice of a list. */
    record Row(String id, String title, @Nullable String description) {}

    /** What the customer pressed or picked. */
    record Answer(
            Kind kind, String id, String title, @Nullable String description) implements Content {
        @Override
        public String preview() {
            return title;
        }

        /** By what it was given. */
        enum Kind {
            BUTTON,
            LIST,
            TEMPLATE,
            CALL_PERMISSION
        }
    }

    record Order(String catalogId, @Nullable String text, List<Item> items) implements Content {
        public Order {
            items = List.copyOf(items);
        }

        @Override
        public String preview() {
            return items.size() == 1 ? "Order, 1 item" : "Order, %d items".formatted(items.size());
        }
    }

    /** A line of an order. */
    record Item(String product, int quantity, double price, String currency) {}

    /** @param kind Meta's word for what it cannot pass on, for example poll_creation */
    record Unsupported(String kind) implements Content {
        @Override
        public String preview() {
            return kind.replace('_', ' ').toLowerCase(Locale.ROOT);
        }
    }

    /** The customer opened the chat for the first time. */
    record Welcome() implements Content {
        @Override
        public String preview() {
            return "Opened the chat";
        }
    }

    /** Something that happened to the chat. */
    record Note(String words) implements Content {
        @Override
        public String preview() {
            return words;
        }
    }
}
