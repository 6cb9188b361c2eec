package com.chatsphere.media.preview;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process that somebody has taken over: it answers with whatever might hurt. */
final class Liar {
    /** What it says. */
    enum Lie {
        LONG_FRAME,
        NEGATIVE_FRAME,
        UNKNOWN_FRAME,
        HUGE_SIZE,
        HTML_AS_THUMBNAIL,
        LARGE_THUMBNAIL,
        TWICE,
        HALF_A_FRAME,
        STRANGE_TROUBLE
    }

    private Liar() {}

    static ChildCode code(Lie lie) {
        return new ChildCode(List.of("-cp", System.getProperty("java.class.path"), Liar.class.getName(), lie.name()));
    }

    public static void main(String[] arguments) throws IOException {
        var output = new DataOutputStream(System.out);
        Wire.write(output, Wire.Kind.READY, new byte[0]);
        Wire.read(new DataInputStream(System.in), Wire.LONGEST);
        switch (Lie.valueOf(arguments[0])) {
            case LONG_FRAME -> head(output, Wire.Kind.THUMBNAIL.ordinal(), Integer.MAX_VALUE);
            case NEGATIVE_FRAME -> head(output, Wire.Kind.THUMBNAIL.ordinal(), -1);
            case UNKNOWN_FRAME -> head(output, 200, 4);
            case HUGE_SIZE -> Wire.write(output, Wire.Kind.SIZE, numbers(Integer.MAX_VALUE, 1));
            case HTML_AS_THUMBNAIL -> Wire.write(output, Wire.Kind.THUMBNAIL, thumbnail(10, 10, "<html>"));
            case LARGE_THUMBNAIL -> Wire.write(output, Wire.Kind.THUMBNAIL, thumbnail(513, 10, "\u00ff\u00d8\u00ff"));
            case TWICE -> {
                Wire.write(output, Wire.Kind.SECONDS, new byte[8]);
                Wire.write(output, Wire.Kind.SECONDS, new byte[8]);
            }
            case HALF_A_FRAME -> {
                head(output, Wire.Kind.SIZE.ordinal(), 8);
                System.exit(0);
            }
            case STRANGE_TROUBLE -> {
                Wire.write(output, Wire.Kind.TROUBLE, words("a\nb\u202e" + "c".repeat(5_000)));
                Wire.write(output, Wire.Kind.DONE, new byte[0]);
            }
        }
        System.in.readAllBytes();
    }

    private static void head(DataOutputStream output, int kind, int length) throws IOException {
        output.writeByte(kind);
        output.writeInt(length);
        output.flush();
    }

    private static byte[] numbers(int one, int other) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var words = new DataOutputStream(bytes);
        words.writeInt(one);
        words.writeInt(other);
        return bytes.toByteArray();
    }

    private static byte[] thumbnail(int width, int height, String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(numbers(width, height));
        bytes.writeBytes(content.getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toByteArray();
    }

    private static byte[] words(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(text);
        return bytes.toByteArray();
    }
}
