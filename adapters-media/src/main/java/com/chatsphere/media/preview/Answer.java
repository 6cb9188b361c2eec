package com.chatsphere.media.preview;

import com.chatsphere.application.media.Previews.Look;
import com.chatsphere.application.media.Previews.Thumbnail;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the process has said so far, believed as far as it makes sense. */
final class Answer {
    private static final int MOST = 10_000_000;
    private static final double MOST_SECONDS = 10_000_000;
    private static final int LONGEST_TROUBLE = 300;

    private final Question question;
    private final Set<Wire.Kind> heard = EnumSet.noneOf(Wire.Kind.class);
    private @Nullable Integer width;
    private @Nullable Integer height;
    private @Nullable Double seconds;
    private @Nullable Integer pages;
    private @Nullable Thumbnail thumbnail;
    private @Nullable String trouble;

    Answer(Question question) {
        this.question = question;
    }

    /**
     * Takes what was said.
     *
     * @throws IOException when it is nothing that a process in order says
     */
    void hear(Wire.Frame frame) throws IOException {
        if (!heard.add(frame.kind())) {
            throw new IOException("said twice: " + frame.kind());
        }
        var words = new DataInputStream(new ByteArrayInputStream(frame.bytes()));
        switch (frame.kind()) {
            case SIZE -> {
                width = within(words.readInt(), MOST);
                height = within(words.readInt(), MOST);
            }
            case SECONDS -> seconds = played(words.readDouble());
            case PAGES -> pages = within(words.readInt(), MOST);
            case THUMBNAIL -> thumbnail = thumbnail(words);
            case TROUBLE -> trouble(words.readUTF());
            case PREPARED, DONE -> {}
            case LOOK, PREPARE, READY -> throw new IOException("no answer: " + frame.kind());
        }
    }

    void trouble(String why) {
        var printable = why.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ");
        trouble = printable.substring(0, Math.min(printable.length(), LONGEST_TROUBLE));
    }

    boolean isWhole() {
        return heard.contains(Wire.Kind.DONE);
    }

    boolean isPrepared() {
        return isWhole() && heard.contains(Wire.Kind.PREPARED);
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    Look look() {
        return new Look(width, height, seconds, pages, thumbnail, trouble);
    }

    private Thumbnail thumbnail(DataInputStream words) throws IOException {
        if (!(question instanceof Question.Look look)) {
            throw new IOException("nobody asked for a small picture");
        }
        int across = within(words.readInt(), look.maxWidth());
        int down = within(words.readInt(), look.maxHeight());
        byte[] bytes = words.readAllBytes();
        var format = PictureFormat.of(bytes)
                .filter(Answer::isMadeHere)
                .orElseThrow(() -> new IOException("the small picture is neither JPEG nor PNG"));
        return new Thumbnail(bytes, format.mimeType(), across, down);
    }

    static boolean isMadeHere(PictureFormat format) {
        return format == PictureFormat.JPEG || format == PictureFormat.PNG;
    }

    private static int within(int number, int most) throws IOException {
        if (number < 1 || number > most) {
            throw new IOException("out of range: " + number);
        }
        return number;
    }

    private static @Nullable Double played(double seconds) {
        return seconds >= 0 && seconds <= MOST_SECONDS ? seconds : null;
    }
}
