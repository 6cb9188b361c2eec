package com.chatsphere.media.store;

import com.chatsphere.application.media.StoreKey;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Names of kept files: 130 random bits, of which the first ten are the folder, so that no folder grows too long. */
final class Keys {
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int FOLDER = 2;
    private static final int LENGTH = 26;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{2}/[a-z0-9]{24}");

    private final SecureRandom random = new SecureRandom();

    StoreKey next() {
        var key = new StringBuilder();
        for (var letter : letters(LENGTH).toCharArray()) {
            key.append(key.length() == FOLDER ? "/" : "").append(letter);
        }
        return new StoreKey(key.toString());
    }

    /** For a file that has no key yet. */
    String letters(int count) {
        var letters = new StringBuilder();
        random.ints(count, 0, LETTERS.length()).forEach(index -> letters.append(LETTERS.charAt(index)));
        return letters.toString();
    }

    /** Whether this is a key as they are made here; any other names no file, and no folder either. */
    static boolean isOne(StoreKey key) {
        return FORM.matcher(key.value()).matches();
    }
}
