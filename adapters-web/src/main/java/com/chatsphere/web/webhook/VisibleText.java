package com.chatsphere.web.webhook;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in which everything can be seen: characters that show nothing, turn the direction round or have no width stand as
 * their names.
 */
public record VisibleText(List<Part> parts) {
    /** A stretch of the text; {@code odd} when it is the name of a character instead of the character. */
    public record Part(String text, boolean odd) {}

    public static VisibleText of(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (isVisible(character)) {
                plain.appendCodePoint(character);
                return;
            }
            if (!plain.isEmpty()) {
                parts.add(new Part(plain.toString(), false));
                plain.setLength(0);
            }
            parts.add(new Part("U+%04X".formatted(character), true));
        });
        if (!plain.isEmpty()) {
            parts.add(new Part(plain.toString(), false));
        }
        return new VisibleText(List.copyOf(parts));
    }

    private static boolean isVisible(int character) {
        if (character == '\n' || character == '\t' || character == ' ') {
            return true;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> !isBlankLetter(character);
        };
    }

    /** Letters by name, nothing to the eye: Hangul fillers and the blank of braille. */
    private static boolean isBlankLetter(int character) {
        return character == 0x115F
                || character == 0x1160
                || character == 0x3164
                || character == 0xFFA0
                || character == 0x2800
                || character == 0x034F;
    }
}
