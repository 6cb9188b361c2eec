package com.chatsphere.domain.readymessage;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Why a ready message refuses an order. */
public abstract sealed class ReadyMessageRejection extends RuntimeException {
    private ReadyMessageRejection(String message) {
        super(message);
    }

    /** Something between double braces would reach the customer as it is. */
    public static final class UnknownPlaceholder extends ReadyMessageRejection {
        public UnknownPlaceholder(String written) {
            super("“%s” is no placeholder. There are: %s."
                    .formatted(
                            written,
                            Arrays.stream(Placeholder.values())
                                    .map(Placeholder::written)
                                    .collect(Collectors.joining(", "))));
        }
    }

    /** Another ready message has this name. */
    public static final class NameTaken extends ReadyMessageRejection {
        public NameTaken(ReadyMessageName name) {
            super("There is a ready message called “%s” already.".formatted(name));
        }
    }

    /** Another ready message has this shortcut. */
    public static final class ShortcutTaken extends ReadyMessageRejection {
        public ShortcutTaken(Shortcut shortcut) {
            super("The shortcut /%s is taken by another ready message.".formatted(shortcut));
        }
    }

    /** There are as many as can be offered. */
    public static final class TooMany extends ReadyMessageRejection {
        public TooMany(int most) {
            super("There are %,d ready messages, which is as many as there can be.".formatted(most));
        }
    }
}
