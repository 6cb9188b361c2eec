package com.chatsphere.web.api;

import com.chatsphere.web.problem.Problem;
import java.nio.charset.StandardCharsets;

/** Checks what people write. */
final class Texts {
    private Texts() {}

    /** The text itself, if it can be stored and sent exactly so: no NUL, no half of a surrogate pair. */
    static String wellFormed(String field, String text) {
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Problem.badRequest("invalid_text", field + " has a character that is none.");
        }
        return text;
    }
}
