package com.chatsphere.media.container;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WebM or Matroska file (<a href="https://www.rfc-editor.org/rfc/rfc9559">RFC 9559</a>), read once from its beginning to its end.
 *
 * <p>Browsers record without knowing how long it will get: segments and clusters may have no size. Their children are therefore
 * read as they come, wherever one ends and the next begins.
 */
public final class Matroska implements Closeable {
    private static final long HEADER = 0x1A45DFA3;
    private static final long DOC_TYPE = 0x4282;
    private static final long SEGMENT = 0x18538067;
    private static final long TRACKS = 0x1654AE6B;
    private static final long TRACK = 0xAE;
    private static final long TRACK_NUMBER = 0xD7;
    private static final long TRACK_TYPE = 0x83;
    private static final long CODEC = 0x86;
    private static final long CODEC_PRIVATE = 0x63A2;
    private static final long CONTENT_ENCODINGS = 0x6D80;
    private static final long CLUSTER = 0x1F43B675;
    private static final long SIMPLE_BLOCK = 0xA3;
    private static final long BLOCK_GROUP = 0xA0;
    private static final long BLOCK = 0xA1;
    private static final long DISCARD_PADDING = 0x75A2;

    private static final int LONGEST_HEADER = 4_096;
    private static final int LONGEST_TRACKS = 1 << 20;
    private static final int MOST_TRACKS = 64;
    private static final int MOST_BEFORE_TRACKS = 1_000;
    private static final int LONGEST_BLOCK = 1 << 20;
    private static final int LACING = 0x06;

    private final InputStream bytes;
    private final Ebml elements;
    private String docType = "";
    private List<Track> tracks = List.of();

    private Matroska(InputStream bytes, long length) {
        this.bytes = bytes;
        this.elements = new Ebml(bytes, length);
    }

    /** Reads as far as the tracks. */
    public static Matroska open(Path file) throws IOException, Malformed {
        var bytes = new BufferedInputStream(Files.newInputStream(file));
        var matroska = new Matroska(bytes, Files.size(file));
        var opened = false;
        try {
            matroska.begin();
            opened = true;
            return matroska;
        } catch (EOFException brokeOff) {
            throw new Malformed("the file broke off");
        } finally {
            if (!opened) {
                bytes.close();
            }
        }
    }

    /** {@code webm} or {@code matroska}. */
    public String docType() {
        return docType;
    }

    public List<Track> tracks() {
        return tracks;
    }

    /** The next frame of any track; null at the end of the file. */
    public @Nullable Frame next() throws IOException, Malformed {
        try {
            while (!elements.atEnd()) {
                var element = elements.next();
                if (element.id() == SIMPLE_BLOCK) {
                    return frame(elements.content(element.size(), LONGEST_BLOCK), 0);
                } else if (element.id() == BLOCK_GROUP) {
                    return ofGroup(elements.content(element.size(), LONGEST_BLOCK));
                } else if (element.id() == TRACKS) {
                    throw new Malformed("there are tracks twice");
                } else if (element.id() != CLUSTER) {
                    elements.skip(element.size());
                }
            }
            return null;
        } catch (EOFException brokeOff) {
            throw new Malformed("the file broke off");
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private void begin() throws IOException, Malformed {
        var header = elements.next();
        if (header.id() != HEADER) {
            throw new Malformed("the file does not begin with EBML");
        }
        readHeader(Ebml.in(elements.content(header.size(), LONGEST_HEADER)));
        for (var count = 0; count < MOST_BEFORE_TRACKS; count++) {
            var element = elements.next();
            if (element.id() == TRACKS) {
                tracks = tracksIn(Ebml.in(elements.content(element.size(), LONGEST_TRACKS)));
                return;
            } else if (element.id() == CLUSTER) {
                throw new Malformed("sound comes before the tracks");
            } else if (element.id() != SEGMENT) {
                elements.skip(element.size());
            }
        }
        throw new Malformed("there are no tracks");
    }

    private void readHeader(Ebml children) throws IOException, Malformed {
        while (!children.atEnd()) {
            var child = children.next();
            if (child.id() == DOC_TYPE) {
                docType = text(children.content(child.size(), LONGEST_HEADER));
            } else {
                children.skip(child.size());
            }
        }
    }

    private static List<Track> tracksIn(Ebml children) throws IOException, Malformed {
        var tracks = new ArrayList<Track>();
        while (!children.atEnd()) {
            var child = children.next();
            if (child.id() == TRACK && tracks.size() < MOST_TRACKS) {
                tracks.add(track(Ebml.in(children.content(child.size(), LONGEST_TRACKS))));
            } else {
                children.skip(child.size());
            }
        }
        return List.copyOf(tracks);
    }

    private static Track track(Ebml children) throws IOException, Malformed {
        var number = 0L;
        var type = 0L;
        var codec = "";
        var codecPrivate = new byte[0];
        var encoded = false;
        while (!children.atEnd()) {
            var child = children.next();
            var content = children.content(child.size(), LONGEST_TRACKS);
            if (child.id() == TRACK_NUMBER) {
                number = integer(content);
            } else if (child.id() == TRACK_TYPE) {
                type = integer(content);
            } else if (child.id() == CODEC) {
                codec = text(content);
            } else if (child.id() == CODEC_PRIVATE) {
                codecPrivate = content;
            } else if (child.id() == CONTENT_ENCODINGS) {
                encoded = true;
            }
        }
        return new Track(number, type, codec, codecPrivate, encoded);
    }

    private static Frame ofGroup(byte[] group) throws IOException, Malformed {
        var children = Ebml.in(group);
        byte @Nullable [] block = null;
        var padding = 0L;
        while (!children.atEnd()) {
            var child = children.next();
            var content = children.content(child.size(), LONGEST_BLOCK);
            if (child.id() == BLOCK) {
                if (block != null) {
                    throw new Malformed("a group holds two blocks");
                }
                block = content;
            } else if (child.id() == DISCARD_PADDING) {
                padding = integer(content);
            }
        }
        if (block == null) {
            throw new Malformed("a group holds no block");
        }
        return frame(block, padding);
    }

    private static Frame frame(byte[] block, long discardPadding) throws IOException, Malformed {
        var content = Ebml.in(block);
        var track = content.number();
        content.skip(2);
        if ((content.octet() & LACING) != 0) {
            throw new Malformed("a block holds several frames");
        }
        return new Frame(track, content.content(content.left(), LONGEST_BLOCK), discardPadding);
    }

    /** Signed, which those numbers that have no sign are too short for to matter. */
    private static long integer(byte[] content) throws Malformed {
        if (content.length > Long.BYTES) {
            throw new Malformed("a number is longer than eight bytes");
        }
        return content.length == 0 ? 0 : new BigInteger(content).longValue();
    }

    private static String text(byte[] content) {
        var text = new String(content, StandardCharsets.ISO_8859_1);
        var end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /**
     * What a file has beside others: a picture, a sound.
     *
     * @param codec for example {@code A_OPUS}
     * @param codecPrivate what a decoder has to know first
     * @param encoded whether frames are compressed or encrypted once more
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Track(long number, long type, String codec, byte[] codecPrivate, boolean encoded) {
        private static final int VIDEO = 1;
        private static final int AUDIO = 2;

        public boolean isVideo() {
            return type == VIDEO;
        }

        public boolean isAudio() {
            return type == AUDIO;
        }
    }

    /**
     * What a decoder takes at once.
     *
     * @param discardPadding how much of its end is not to be heard, in nanoseconds
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Frame(long track, byte[] bytes, long discardPadding) {}
}
