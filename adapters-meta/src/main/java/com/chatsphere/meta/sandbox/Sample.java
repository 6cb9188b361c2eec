package com.chatsphere.meta.sandbox;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A file that lies ready to be sent by a customer. */
enum Sample {
    PHOTO("photo.jpg", "image/jpeg"),
    VIDEO("clip.mp4", "video/mp4"),
    VOICE("voice.ogg", "audio/ogg; codecs=opus"),
    AUDIO("melody.mp3", "audio/mpeg"),
    DOCUMENT("delivery-note.pdf", "application/pdf"),
    STICKER("sticker.webp", "image/webp");

    private final String filename;
    private final String mimeType;

    Sample(String filename, String mimeType) {
        this.filename = filename;
        this.mimeType = mimeType;
    }

    static Optional<Sample> named(String name) {
        return Stream.of(values())
                .filter(sample -> sample.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    String filename() {
        return filename;
    }

    String mimeType() {
        return mimeType;
    }

    byte[] bytes() {
        return PhonePage.resource("samples/" + filename);
    }
}
