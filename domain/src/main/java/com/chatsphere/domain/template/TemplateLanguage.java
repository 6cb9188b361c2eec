package com.chatsphere.domain.template;

/** The language of a template by Meta's code, for example {@code en_US}. */
public record TemplateLanguage(String value) {
    private static final int LONGEST = 30;

    public TemplateLanguage {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a language code has 1 to 30 characters, for example en_US");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
