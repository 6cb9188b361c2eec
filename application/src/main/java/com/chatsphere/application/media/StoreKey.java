package com.chatsphere.application.media;

import java.util.regex.Pattern;

/** Under which name a {@link MediaStore} keeps a file; chosen by the store, and nothing that anybody outside has written. */
public record StoreKey(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,64}(/[a-z0-9]{1,64}){0,3}");

    public StoreKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a key is up to four parts of small letters and digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
