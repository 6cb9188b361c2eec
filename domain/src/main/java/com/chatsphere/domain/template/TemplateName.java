package com.chatsphere.domain.template;

/** What the business calls a template; the same in every language. */
public record TemplateName(String value) {
    private static final int LONGEST = 512;

    public TemplateName {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a template's name has 1 to 512 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
