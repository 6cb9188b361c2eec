package com.chatsphere.media.container;

/** A file is not what it begins to be. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    public Malformed(String reason) {
        super(reason);
    }
}
