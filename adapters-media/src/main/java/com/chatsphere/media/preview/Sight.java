package com.chatsphere.media.preview;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What is seen of a file, said as soon as it is seen: what was said stays known when the process dies of the rest. */
final class Sight {
    private static final int LONGEST_TROUBLE = 200;

    private final DataOutputStream output;

    Sight(DataOutputStream output) {
        this.output = output;
    }

    void size(int width, int height) throws IOException {
        say(Wire.Kind.SIZE, frame -> {
            frame.writeInt(width);
            frame.writeInt(height);
        });
    }

    void seconds(double seconds) throws IOException {
        say(Wire.Kind.SECONDS, frame -> frame.writeDouble(seconds));
    }

    void pages(int pages) throws IOException {
        say(Wire.Kind.PAGES, frame -> frame.writeInt(pages));
    }

    void thumbnail(int width, int height, byte[] bytes) throws IOException {
        say(Wire.Kind.THUMBNAIL, frame -> {
            frame.writeInt(width);
            frame.writeInt(height);
            frame.write(bytes);
        });
    }

    void prepared() throws IOException {
        say(Wire.Kind.PREPARED, frame -> {});
    }

    void trouble(Throwable why) throws IOException {
        var message = why instanceof Unreadable ? String.valueOf(why.getMessage()) : why.toString();
        var text = message.substring(0, Math.min(message.length(), LONGEST_TROUBLE));
        say(Wire.Kind.TROUBLE, frame -> frame.writeUTF(text));
    }

    private void say(Wire.Kind kind, Words words) throws Broken {
        try {
            var bytes = new ByteArrayOutputStream();
            words.write(new DataOutputStream(bytes));
            Wire.write(output, kind, bytes.toByteArray());
        } catch (IOException gone) {
            throw new Broken(gone);
        }
    }

    @FunctionalInterface
    private interface Words {
        void write(DataOutputStream frame) throws IOException;
    }

    /** Nobody listens any more. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;

        Broken(IOException cause) {
            super(cause);
        }
    }
}
