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

    /** There is no such template. */
    public static final class NoSuchTemplate extends TemplateRejection {
        public NoSuchTemplate() {
            super("There is no such template.");
        }
    }

    /** A template of this name and language is here already. */
    public static final class AlreadyHere extends TemplateRejection {
        public AlreadyHere(TemplateName name, TemplateLanguage language) {
            super("The template %s (%s) is here already.".formatted(name, language));
        }
    }

    /** It is written at Meta, and what is written here would not be what Meta sends. */
    public static final class MadeAtMeta extends TemplateRejection {
        public MadeAtMeta() {
            super("This template is kept at Meta: change it in WhatsApp Manager, then synchronise.");
        }
    }
}
