package com.chatsphere.web.template;

import com.chatsphere.domain.message.MessageText;
import com.chatsphere.web.message.ShownText;
import com.chatsphere.web.message.WrittenText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of a template as WhatsApp shows it: bold, italic, struck through or in fixed width, with values in place of
 * placeholders.
 *
 * <p>The marks count only where the template has them; a value is shown as it was written.
 */
final class TemplateText {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]{1,100})\\s*}}");
    private static final String MONO = "```";

    private final String text;
    private final Map<String, MessageText> values;
    private final @Nullable String path;
    private final List<Stretch> stretches = new ArrayList<>();
    private final Set<Mark> marks = EnumSet.noneOf(Mark.class);

    private enum Mark {
        BOLD('*'),
        ITALIC('_'),
        STRUCK('~');

        private final char sign;

        Mark(char sign) {
            this.sign = sign;
        }
    }

    private TemplateText(String text, Map<String, MessageText> values, @Nullable String path) {
        this.text = text;
        this.values = values;
        this.path = path;
    }

    /** The text with these values; {@code path} names its slots, or is null where nothing is going to be filled in. */
    static List<Stretch> of(MessageText text, Map<String, MessageText> values, @Nullable String path) {
        TemplateText shown = new TemplateText(ShownText.lines(text.value()), values, path);
        shown.read();
        return List.copyOf(shown.stretches);
    }

    private void read() {
        StringBuilder plain = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int at = 0;
        while (at < text.length()) {
            Mark mark = markAt(at);
            if (text.startsWith("{{", at) && placeholder.find(at) && placeholder.start() == at) {
                flush(plain);
                fill(placeholder.group(1), placeholder.group());
                at = placeholder.end();
            } else if (text.startsWith(MONO, at) && text.indexOf(MONO, at + MONO.length() + 1) > 0) {
                flush(plain);
                int end = text.indexOf(MONO, at + MONO.length() + 1);
                fixedWidth(text.substring(at + MONO.length(), end));
                at = end + MONO.length();
            } else if (mark != null) {
                flush(plain);
                if (!marks.add(mark)) {
                    marks.remove(mark);
                }
                at++;
            } else {
                plain.append(text.charAt(at));
                at++;
            }
        }
        flush(plain);
    }

    /** A mark begins before and ends after something visible, on one line, and stands at the edge of a word. */
    private @Nullable Mark markAt(int at) {
        for (Mark mark : Mark.values()) {
            if (text.charAt(at) == mark.sign) {
                boolean counts = marks.contains(mark) ? closes(at) : opens(at) && closerAfter(at, mark.sign);
                return counts ? mark : null;
            }
        }
        return null;
    }

    private boolean opens(int at) {
        return !isWordAt(at - 1) && at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1));
    }

    private boolean closes(int at) {
        return at > 0 && !Character.isWhitespace(text.charAt(at - 1)) && !isWordAt(at + 1);
    }

    private boolean closerAfter(int at, char sign) {
        for (int next = at + 2; next < text.length() && text.charAt(next) != '\n'; next++) {
            if (text.charAt(next) == sign && closes(next)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWordAt(int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    private void fixedWidth(String inner) {
        Matcher placeholder = PLACEHOLDER.matcher(inner);
        int plainFrom = 0;
        while (placeholder.find()) {
            add(inner.substring(plainFrom, placeholder.start()), "wa-mono");
            fill(placeholder.group(1), placeholder.group());
            plainFrom = placeholder.end();
        }
        add(inner.substring(plainFrom), "wa-mono");
    }

    private void add(String plain, String look) {
        if (!plain.isEmpty()) {
            stretches.add(new Stretch(plain, look, null, null, null));
        }
    }

    private void fill(String name, String asWritten) {
        MessageText value = values.get(name);
        String shown = value == null || value.value().isBlank() ? asWritten : ShownText.lines(value.value());
        if (path != null) {
            stretches.add(new Stretch(shown, look(), path + "." + name, asWritten, null));
        } else {
            WrittenText.of(shown).parts().forEach(part -> stretches.add(linked(part)));
        }
    }

    private void flush(StringBuilder plain) {
        if (!plain.isEmpty()) {
            WrittenText.of(plain.toString()).parts().forEach(part -> stretches.add(linked(part)));
            plain.setLength(0);
        }
    }

    private Stretch linked(WrittenText.Part part) {
        return new Stretch(part.text(), look(), null, null, part.address());
    }

    private String look() {
        return marks.stream()
                .map(mark -> switch (mark) {
                    case BOLD -> "wa-bold";
                    case ITALIC -> "wa-italic";
                    case STRUCK -> "wa-struck";
                })
                .collect(Collectors.joining(" "));
    }
}
