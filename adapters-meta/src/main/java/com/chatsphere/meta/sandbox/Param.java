package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.sandbox.Refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A parameter of a call with its path, for refusals that name it as Meta does. */
record Param(String path, JsonNode node) {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s/?#]+.*");

    Param member(String name) {
        return new Param(path.isEmpty() ? name : "%s['%s']".formatted(path, name), node.path(name));
    }

    boolean isThere() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** The object it has to be. */
    Param object() {
        if (!isThere()) {
            throw Refusal.missing(path).asException();
        }
        if (!node.isObject()) {
            throw Refusal.invalid("Param %s must be a JSON object.".formatted(path))
                    .asException();
        }
        return this;
    }

    /** Refuses members that Meta does not know. */
    Param only(String... names) {
        Set<String> known = Set.of(names);
        object().node.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.invalid("Unexpected key \"%s\" on param \"%s\".".formatted(name, path))
                            .asException();
                });
        return this;
    }

    List<Param> elements(int least, int most) {
        if (!isThere()) {
            throw Refusal.missing(path).asException();
        }
        if (!node.isArray()) {
            throw Refusal.invalid("Param %s must be a JSON array.".formatted(path))
                    .asException();
        }
        if (node.size() < least || node.size() > most) {
            throw value("must have %d to %d entries, not %d".formatted(least, most, node.size()));
        }
        List<Param> all = new ArrayList<>();
        for (int index = 0; index < node.size(); index++) {
            all.add(new Param("%s[%d]".formatted(path, index), node.path(index)));
        }
        return all;
    }

    String text(int most) {
        if (!isThere()) {
            throw Refusal.missing(path).asException();
        }
        if (!node.isString()) {
            throw Refusal.invalid("Param %s must be a string.".formatted(path)).asException();
        }
        String text = node.asString();
        if (text.isBlank()) {
            throw Refusal.missing(path).asException();
        }
        if (text.length() > most) {
            throw Refusal.invalid("Param %s must be at most %d characters long.".formatted(path, most))
                    .asException();
        }
        return text;
    }

    @Nullable
    String optionalText(int most) {
        return isThere() ? text(most) : null;
    }

    /** An address of the web. */
    String link() {
        String link = text(2_000);
        if (!LINK.matcher(link).matches()) {
            throw value("is not a valid URL");
        }
        return link;
    }

    /** A number, also one that is written as text, as templates have it. */
    double number(double least, double most) {
        if (!isThere()) {
            throw Refusal.missing(path).asException();
        }
        double number;
        try {
            number = node.isNumber() ? node.asDouble() : Double.parseDouble(node.asString());
        } catch (RuntimeException none) {
            throw Refusal.invalid("Param %s must be a number.".formatted(path)).asException();
        }
        if (!(number >= least && number <= most)) {
            throw value("must be from %s to %s".formatted(least, most));
        }
        return number;
    }

    boolean flag() {
        if (isThere() && !node.isBoolean()) {
            throw Refusal.invalid("Param %s must be a boolean.".formatted(path)).asException();
        }
        return node.asBoolean(false);
    }

    /** The refusal of a value. */
    Refused value(String why) {
        return Refusal.value("Param %s %s.".formatted(path, why)).asException();
    }
}
