package com.chatsphere.domain.template;

import java.util.List;

/** Why a template cannot be sent as asked. */
public abstract sealed class TemplateRejection extends RuntimeException {
    private TemplateRejection(String message) {
        super(message);
    }

    /** Something of the template is blank. */
    public static final class ValueMissing extends TemplateRejection {
        public ValueMissing(String where, String what) {
            super("The template needs a value for %s in %s.".formatted(what, where));
        }
    }

    /** A value was given that the template has no place for. */
    public static final class NoSuchPlaceholder extends TemplateRejection {
        public NoSuchPlaceholder(String where, List<String> given, int places) {
            super("The template has no place for %s in %s; it takes %d there."
                    .formatted(String.join(", ", given), where, places));
        }
    }

    /** A carousel has another number of cards. */
    public static final class WrongCount extends TemplateRejection {
        public WrongCount(String what, int needed, int given) {
            super("The template takes %d %s; %d were given.".formatted(needed, what, given));
        }
    }

    /** The template holds something that ChatSphere cannot fill in. */
    public static final class NotSupported extends TemplateRejection {
        public NotSupported(String what) {
            super("This template holds %s, which cannot be filled in here.".formatted(what));
        }
    }

    /** Meta would refuse it: it is paused, rejected, disabled or not yet approved. */
    public static final class NotApproved extends TemplateRejection {
        public NotApproved(String why) {
            super("This template cannot be sent: %s".formatted(why));
        }
    }
}
