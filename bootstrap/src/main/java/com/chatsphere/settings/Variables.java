package com.chatsphere.settings;

import com.chatsphere.application.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The variables as they were given, and the complaints about them, one line for each. */
final class Variables {
    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Variables(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** A blank value counts as none: compose files write {@code NAME=${NAME:-}}. */
    @Nullable
    String text(String name) {
        var value = values.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    String text(String name, String otherwise) {
        var value = text(name);
        return value == null ? otherwise : value;
    }

    @Nullable
    String matching(String name, Predicate<String> rule, String expectation) {
        var value = text(name);
        if (value != null && !rule.test(value)) {
            wrong(name, value, expectation);
            return null;
        }
        return value;
    }

    @Nullable
    Secret secret(String name) {
        var value = text(name);
        return value == null ? null : new Secret(value);
    }

    @Nullable
    Secret secretOfAtLeast(int characters, String name) {
        var value = text(name);
        if (value != null && value.codePointCount(0, value.length()) < characters) {
            problem(
                    name,
                    "needs at least %d characters, it has %d"
                            .formatted(characters, value.codePointCount(0, value.length())));
            return null;
        }
        return secret(name);
    }

    long number(String name, long otherwise, long least, long most) {
        var value = text(name);
        if (value == null) {
            return otherwise;
        }
        try {
            var number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered like a number out of range.
        }
        wrong(name, value, "is not a whole number from %d to %d".formatted(least, most));
        return otherwise;
    }

    boolean yes(String name) {
        return yes(name, false);
    }

    boolean yes(String name, boolean otherwise) {
        var value = text(name);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                wrong(name, value, "is neither true nor false");
                yield false;
            }
        };
    }

    /** A web address without a query, its trailing slash taken away. */
    @Nullable
    URI webAddress(String name) {
        var value = text(name);
        if (value == null) {
            return null;
        }
        try {
            var address = new URI(value.replaceFirst("/+$", ""));
            var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (address.getUserInfo() != null) {
                problem(name, "carries a user or password, which does not belong into it");
                return null;
            }
            if ((scheme.equals("http") || scheme.equals("https"))
                    && address.getHost() != null
                    && address.getQuery() == null
                    && address.getFragment() == null) {
                return address;
            }
        } catch (URISyntaxException malformed) {
            // Answered like an address of another kind.
        }
        wrong(name, value, "is not a web address such as https://chat.example.com");
        return null;
    }

    void wrong(String name, String value, String expectation) {
        problem(name, "\"%s\" %s".formatted(printable(value), expectation));
    }

    void problem(String name, String line) {
        problems.add(name + ": " + line);
    }

    void warn(String line) {
        warnings.add(line);
    }

    List<String> problems() {
        return problems;
    }

    List<String> warnings() {
        return warnings;
    }

    Iterable<String> names() {
        return values.keySet().stream().sorted().toList();
    }

    /** One line, whatever the value holds. */
    private static String printable(String value) {
        var most = 80;
        var oneLine = value.replaceAll("\\p{Cntrl}", "?");
        return oneLine.length() > most ? oneLine.substring(0, most) + "…" : oneLine;
    }
}
