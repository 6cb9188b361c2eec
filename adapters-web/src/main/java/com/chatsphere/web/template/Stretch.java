package com.chatsphere.web.template;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a template's text that looks the same throughout.
 *
 * @param look class names of the style sheet
 * @param slot which field is filled in here, where a page fills it in while somebody types
 * @param unfilled the placeholder, shown while there is no value
 * @param address where it links to
 */
public record Stretch(
        String text,
        String look,
        @Nullable String slot,
        @Nullable String unfilled,
        @Nullable String address) {}
