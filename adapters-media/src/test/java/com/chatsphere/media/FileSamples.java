package com.chatsphere.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The beginnings of files of many kinds, and enough of the rest to be told apart by. */
final class FileSamples {
    static final byte[] PNG = file("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\u0008\u0006\0\0\0");
    static final byte[] JPEG = file("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0\1\1\0\0\1\0\1\0\0");
    static final byte[] GIF = file("GIF89a\1\0\1\0\u0080\0\0\0\0\0\u00ff\u00ff\u00ff");
    static final byte[] WEBP = file("RIFF\u0024\0\0\0WEBPVP8 ");
    static final byte[] BMP = HexFormat.of()
            .parseHex(
                    "424d46000000000000003600000028000000010000000100000001001800000000001000000000000000000000000000");
    static final byte[] PDF = file("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    static final byte[] MP3 = file("ID3\3\0\0\0\0\0\0\u00ff\u00fb\u0090\u0064");
    static final byte[] EXE = file("MZ\u0090\0\3\0\0\0\4\0\0\0\u00ff\u00ff\0\0\u00b8");
    static final byte[] OLD_OFFICE = file("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1");
    static final byte[] OGG_OPUS = file("OggS\0\2" + "\0".repeat(20) + "\1\u0013OpusHead\1\1\0\0");
    static final byte[] OGG_VORBIS = file("OggS\0\2" + "\0".repeat(20) + "\1\u001e\1vorbis\0\0\0\0");

    private FileSamples() {}

    /** Signature first, then bytes that mean nothing. */
    static byte[] file(String begin) {
        var rest = new byte[600];
        new Random(begin.hashCode()).nextBytes(rest);
        return both(bytes(begin), rest);
    }

    /** Two frames of AAC, as they are sent without a container. */
    static byte[] adts(String sync) {
        var frame = both(bytes(sync + "P\u0080\2\u001f\u00fc"), new byte[300]);
        return both(frame, frame);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(String latin) {
        return latin.getBytes(ISO_8859_1);
    }

    static byte[] both(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] zip(String... names) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(text("content of " + name));
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    static byte[] office(String... names) {
        return zip(Stream.concat(Stream.of("[Content_Types].xml", "_rels/.rels"), Stream.of(names))
                .toArray(String[]::new));
    }

    /** A file of a brand, with a track of each handler. */
    static byte[] iso(String brand, String... handlers) {
        var tracks = List.of(handlers).stream()
                .map(handler -> box("trak", box("mdia", box("hdlr", both(new byte[8], bytes(handler), new byte[13])))))
                .toArray(byte[][]::new);
        return both(
                box("ftyp", bytes(brand + "\0\0\2\0isom")),
                box("free", new byte[40]),
                box("mdat", new byte[300]),
                box("moov", both(box("mvhd", new byte[100]), both(tracks))));
    }

    static byte[] box(String type, byte[] content) {
        return both(ByteBuffer.allocate(4).putInt(8 + content.length).array(), bytes(type), content);
    }
}
