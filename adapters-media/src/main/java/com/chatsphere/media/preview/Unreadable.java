package com.chatsphere.media.preview;

import java.io.IOException;

/** A file does not show what was looked for; the message says why. */
final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
        super(reason);
    }
}
