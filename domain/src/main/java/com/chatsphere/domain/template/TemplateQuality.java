package com.chatsphere.domain.template;

import java.util.Locale;

/** How customers take a template, in Meta's word: {@code GREEN}, {@code YELLOW}, {@code RED}; an open list. */
public record TemplateQuality(String value) {
    public static final TemplateQuality UNKNOWN = new TemplateQuality("UNKNOWN");

    private static final int LONGEST = 100;

    public TemplateQuality {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a quality has 1 to 100 characters");
        }
    }

    public static TemplateQuality of(String word) {
        return new TemplateQuality(word.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return value;
    }
}
