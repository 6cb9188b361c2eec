package com.chatsphere.media.preview;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.mp4.Mp4MetadataReader;
import com.drew.imaging.quicktime.QuickTimeMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.mov.QuickTimeDirectory;
import com.drew.metadata.mov.media.QuickTimeVideoDirectory;
import com.drew.metadata.mp4.Mp4Directory;
import com.drew.metadata.mp4.media.Mp4VideoDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the containers of films and sounds say: how long they play and how large they are; nothing is decoded. */
final class Recordings {
    private static final int TURNED = 90;
    private static final int HALF_A_TURN = 180;

    /** Ogg pages are 64 KiB at most: the last one begins within this. */
    private static final int END_OF_OGG = 128 * 1024;

    private static final int FIRST_OGG_BYTES = 512;
    private static final double OPUS_RATE = 48_000;

    private Recordings() {}

    static void lookAtMp4(Path file, Sight sight) throws IOException, ImageProcessingException {
        Metadata metadata = Mp4MetadataReader.readMetadata(file.toFile());
        var film = metadata.getFirstDirectoryOfType(Mp4Directory.class);
        var picture = metadata.getFirstDirectoryOfType(Mp4VideoDirectory.class);
        tell(
                film == null ? null : film.getDoubleObject(Mp4Directory.TAG_DURATION_SECONDS),
                picture == null ? null : picture.getInteger(Mp4VideoDirectory.TAG_WIDTH),
                picture == null ? null : picture.getInteger(Mp4VideoDirectory.TAG_HEIGHT),
                rotation(film, Mp4Directory.TAG_ROTATION),
                sight);
    }

    static void lookAtQuickTime(Path file, Sight sight) throws IOException, ImageProcessingException {
        Metadata metadata = QuickTimeMetadataReader.readMetadata(file.toFile());
        var film = metadata.getFirstDirectoryOfType(QuickTimeDirectory.class);
        var picture = metadata.getFirstDirectoryOfType(QuickTimeVideoDirectory.class);
        tell(
                film == null ? null : film.getDoubleObject(QuickTimeDirectory.TAG_DURATION_SECONDS),
                picture == null ? null : picture.getInteger(QuickTimeVideoDirectory.TAG_WIDTH),
                picture == null ? null : picture.getInteger(QuickTimeVideoDirectory.TAG_HEIGHT),
                rotation(film, QuickTimeDirectory.TAG_ROTATION),
                sight);
    }

    static void lookAtMp3(Path file, Sight sight) throws IOException {
        sight.seconds(Mp3Length.secondsOf(file));
    }

    /**
     * Of Opus: samples until the end, without those that only prepare the decoder.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7845#section-4">RFC 7845, granule position</a>
     */
    static void lookAtOgg(Path file, Sight sight) throws IOException {
        try (var sound = new RandomAccessFile(file.toFile(), "r")) {
            var first = ByteBuffer.wrap(bytes(sound, 0, FIRST_OGG_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
            int head = text(first).indexOf("OpusHead");
            if (head < 0 || head + 12 > first.limit() || !text(first).startsWith("OggS")) {
                throw new Unreadable("no Ogg with Opus");
            }
            int skipped = Short.toUnsignedInt(first.getShort(head + 10));
            long tail = Math.max(0, sound.length() - END_OF_OGG);
            var last = ByteBuffer.wrap(bytes(sound, tail, END_OF_OGG)).order(ByteOrder.LITTLE_ENDIAN);
            var pages = text(last);
            for (int page = pages.lastIndexOf("OggS"); page >= 0; page = pages.lastIndexOf("OggS", page - 1)) {
                if (page + 18 <= last.limit()
                        && last.getInt(page + 14) == first.getInt(14)
                        && last.getLong(page + 6) >= 0) {
                    sight.seconds(Math.max(0, last.getLong(page + 6) - skipped) / OPUS_RATE);
                    return;
                }
            }
            throw new Unreadable("no page of Ogg with a position");
        }
    }

    private static void tell(
            @Nullable Double seconds, @Nullable Integer width, @Nullable Integer height, int rotation, Sight sight)
            throws IOException {
        if (width != null && height != null && width > 0 && height > 0) {
            boolean lies = rotation % HALF_A_TURN != 0;
            sight.size(lies ? height : width, lies ? width : height);
        }
        if (seconds == null || seconds <= 0) {
            throw new Unreadable("it does not say how long it plays");
        }
        sight.seconds(seconds);
    }

    private static int rotation(@Nullable Directory film, int tag) {
        var degrees = film == null ? null : film.getDoubleObject(tag);
        return degrees == null ? 0 : (int) Math.round(degrees / TURNED) * TURNED;
    }

    private static byte[] bytes(RandomAccessFile sound, long from, int most) throws IOException {
        byte[] bytes = new byte[(int) Math.min(most, sound.length() - from)];
        sound.seek(from);
        sound.readFully(bytes);
        return bytes;
    }

    private static String text(ByteBuffer bytes) {
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }
}
