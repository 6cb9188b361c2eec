package com.chatsphere.media.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Elements of EBML (<a href="https://www.rfc-editor.org/rfc/rfc8794">RFC 8794</a>), one after the other. */
final class Ebml {
    /** The size of an element that ends where its parent's next child begins. */
    static final long UNKNOWN = -1;

    private static final int LONGEST_ID = 4;
    private static final int LONGEST_NUMBER = 8;

    private final InputStream bytes;
    private long left;

    Ebml(InputStream bytes, long length) {
        this.bytes = bytes;
        this.left = length;
    }

    static Ebml in(byte[] bytes) {
        return new Ebml(new ByteArrayInputStream(bytes), bytes.length);
    }

    boolean atEnd() {
        return left == 0;
    }

    long left() {
        return left;
    }

    /** What the next element is and how long; its content comes next. */
    Element next() throws IOException, Malformed {
        var id = id();
        var size = number();
        if (size > left) {
            throw new Malformed("an element is longer than what holds it");
        }
        return new Element(id, size);
    }

    /** A number of variable length; {@link #UNKNOWN} when all its bits are set. */
    long number() throws IOException, Malformed {
        var first = octet();
        var length = Integer.numberOfLeadingZeros(first) - 23;
        if (length > LONGEST_NUMBER) {
            throw new Malformed("a number is longer than eight bytes");
        }
        var value = first & ((1L << (8 - length)) - 1);
        for (var count = 1; count < length; count++) {
            value = value << 8 | octet();
        }
        return value == (1L << 7 * length) - 1 ? UNKNOWN : value;
    }

    byte[] content(long size, int most) throws IOException, Malformed {
        if (size < 0 || size > Math.min(most, left)) {
            throw new Malformed("an element is longer than it may be");
        }
        var content = bytes.readNBytes((int) size);
        if (content.length < size) {
            throw new Malformed("the file broke off");
        }
        left -= size;
        return content;
    }

    void skip(long size) throws IOException, Malformed {
        if (size < 0 || size > left) {
            throw new Malformed("an element has no end");
        }
        bytes.skipNBytes(size);
        left -= size;
    }

    int octet() throws IOException, Malformed {
        var octet = left > 0 ? bytes.read() : -1;
        if (octet < 0) {
            throw new Malformed("the file broke off");
        }
        left--;
        return octet;
    }

    private long id() throws IOException, Malformed {
        var first = octet();
        var length = Integer.numberOfLeadingZeros(first) - 23;
        if (length > LONGEST_ID) {
            throw new Malformed("no element begins where one should");
        }
        long id = first;
        for (var count = 1; count < length; count++) {
            id = id << 8 | octet();
        }
        return id;
    }

    /** @param size in bytes, or {@link #UNKNOWN} */
    record Element(long id, long size) {}
}
