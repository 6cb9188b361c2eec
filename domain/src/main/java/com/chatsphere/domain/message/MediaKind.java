package com.chatsphere.domain.message;

/** What kind of file a message shows. */
public enum MediaKind {
    IMAGE,
    VIDEO,
    /** A sound file, such as a song. */
    AUDIO,
    /** Spoken into the phone. */
    VOICE_NOTE,
    DOCUMENT,
    STICKER,
    ANIMATED_STICKER
}
