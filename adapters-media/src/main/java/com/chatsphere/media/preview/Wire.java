package com.chatsphere.media.preview;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How the application and the process that looks into files speak over its standard input and output: frames of a kind (one
 * byte), a length (four bytes) and as many bytes. The longest frame is known before it is read.
 */
final class Wire {
    /** The longest frame but for those that carry a picture. */
    static final int LONGEST = 16 * 1024;

    /** What a frame is. */
    enum Kind {
        /** Of the application: the file, its type, and the greatest size of the small picture. */
        LOOK,
        /** Of the application: the picture, its type, and the file to write. */
        PREPARE,
        /** The process has started. */
        READY,
        /** Width and height. */
        SIZE,
        SECONDS,
        PAGES,
        /** Width, height and bytes of the small picture. */
        THUMBNAIL,
        /** The file has been written. */
        PREPARED,
        /** Why something is missing. */
        TROUBLE,
        /** The answer is complete. */
        DONE
    }

    /** A frame that has been read. */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(Kind kind, byte[] bytes) {}

    private Wire() {}

    static void write(DataOutputStream to, Kind kind, byte[] bytes) throws IOException {
        to.writeByte(kind.ordinal());
        to.writeInt(bytes.length);
        to.write(bytes);
        to.flush();
    }

    /**
     * The next frame.
     *
     * @param longest bytes it may have
     * @throws java.io.EOFException when the other side has gone
     * @throws IOException when it is no frame, or too long
     */
    static Frame read(DataInputStream from, int longest) throws IOException {
        int kind = from.readUnsignedByte();
        int length = from.readInt();
        if (kind >= Kind.values().length || length < 0 || length > longest) {
            throw new IOException("no frame: kind %d of %d bytes".formatted(kind, length));
        }
        byte[] bytes = new byte[length];
        from.readFully(bytes);
        return new Frame(Kind.values()[kind], bytes);
    }
}
