package com.chatsphere.media.voice;

import com.chatsphere.application.media.VoiceNotes;
import com.chatsphere.media.container.Malformed;
import com.chatsphere.media.container.Matroska;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the packets of WebM recordings with Opus, which is what Chromium makes, into Ogg, each as it is.
 *
 * <p>What a recording is, its bytes say; what the sender calls it does not matter.
 */
public final class OggVoiceNotes implements VoiceNotes {
    private static final Logger log = LoggerFactory.getLogger(OggVoiceNotes.class);
    private static final byte[] EBML = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};
    private static final byte[] HEAD = "OpusHead".getBytes(StandardCharsets.US_ASCII);
    private static final int LEAST_HEAD = 19;
    private static final int FAMILY_AT = 18;
    private static final int CHANNELS_AT = 9;
    private static final int VERSION_AT = 8;
    private static final int MOST_CHANNELS = 2;
    private static final long SECOND = 48_000;
    private static final long NANOS = 1_000_000_000;

    @Override
    public Optional<Path> toOgg(Path recording, String mimeType) throws IOException {
        if (!isEbml(recording)) {
            return Optional.empty();
        }
        var ogg = Files.createTempFile("voice-", ".ogg");
        var whole = false;
        try {
            write(recording, ogg);
            whole = true;
            return Optional.of(ogg);
        } catch (Malformed refused) {
            log.debug("a recording stays as it is: {}", refused.getMessage());
            return Optional.empty();
        } finally {
            if (!whole) {
                Files.deleteIfExists(ogg);
            }
        }
    }

    private static boolean isEbml(Path recording) throws IOException {
        try (var bytes = Files.newInputStream(recording)) {
            return Arrays.equals(bytes.readNBytes(EBML.length), EBML);
        }
    }

    private static void write(Path recording, Path ogg) throws IOException, Malformed {
        try (var matroska = Matroska.open(recording);
                var out = new BufferedOutputStream(Files.newOutputStream(ogg))) {
            write(matroska, out);
        }
    }

    private static void write(Matroska matroska, OutputStream out) throws IOException, Malformed {
        var track = onlyTrackOf(matroska);
        var ogg = new OggOpus(out, headOf(track));
        var unheard = 0L;
        for (var frame = matroska.next(); frame != null; frame = matroska.next()) {
            if (frame.track() != track.number()) {
                throw new Malformed("a frame belongs to another track");
            }
            if (unheard != 0) {
                throw new Malformed("something in the middle is not to be heard");
            }
            ogg.packet(frame.bytes());
            unheard = samples(frame.discardPadding());
        }
        ogg.finish(unheard);
    }

    private static Matroska.Track onlyTrackOf(Matroska matroska) throws Malformed {
        if (matroska.tracks().size() != 1) {
            throw new Malformed("there is more, or less, in it than one sound");
        }
        var track = matroska.tracks().getFirst();
        if (!track.isAudio() || !track.codec().equals("A_OPUS") || track.encoded()) {
            throw new Malformed("it is not plain Opus but " + printable(track.codec()));
        }
        return track;
    }

    /** One or two channels; more are for music, and voice messages have none. */
    private static byte[] headOf(Matroska.Track track) throws Malformed {
        var head = track.codecPrivate();
        if (head.length != LEAST_HEAD
                || !Arrays.equals(head, 0, HEAD.length, HEAD, 0, HEAD.length)
                || (head[VERSION_AT] & 0xf0) != 0
                || head[FAMILY_AT] != 0
                || head[CHANNELS_AT] < 1
                || head[CHANNELS_AT] > MOST_CHANNELS) {
            throw new Malformed("it does not say how it is to be played");
        }
        return head;
    }

    /** Of no more than a packet can be long, so that nothing runs over. */
    private static long samples(long nanos) throws Malformed {
        if (nanos < 0 || nanos > NANOS) {
            throw new Malformed("more is to be left out than there is");
        }
        return Math.round((double) nanos * SECOND / NANOS);
    }

    private static String printable(String codec) {
        return codec.replaceAll("[^A-Za-z0-9_/]", "?").substring(0, Math.min(codec.length(), 32));
    }
}
