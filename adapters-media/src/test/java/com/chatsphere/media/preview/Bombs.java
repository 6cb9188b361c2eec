package com.chatsphere.media.preview;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Small files that are made to cost whoever opens them dearly. */
final class Bombs {
    private static final int MEGABYTE = 1_000_000;
    private static final int FRAMES = 10_000;

    private Bombs() {}

    /** 30,000 x 30,000 pixels of one bit: about 110 KB. */
    static byte[] hugePng() throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
        bytes.writeBytes(PictureSamples.chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(30_000)
                        .putInt(30_000)
                        .put(new byte[] {1, 0, 0, 0, 0})
                        .array()));
        bytes.writeBytes(PictureSamples.chunk("IDAT", deflated(30_000 / 8 + 1, 30_000, (byte) 0)));
        bytes.writeBytes(PictureSamples.chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    /** 1,000 x 1,000 pixels, of which each of 10,000 frames shows one. */
    static byte[] longGif() throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(HexFormat.of().parseHex("e803e803800000000000ffffff"));
        for (int frame = 0; frame < FRAMES; frame++) {
            bytes.writeBytes(HexFormat.of().parseHex("21f904000a000000" + "2c000000000100010000" + "02024401" + "00"));
        }
        bytes.write(';');
        return bytes.toByteArray();
    }

    /** 10,000 frames of one pixel each. */
    static byte[] longWebp() {
        byte[] pixel = HexFormat.of().parseHex("2f00000010071011118888fe07");
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(riff("VP8X", HexFormat.of().parseHex("02000000" + "000000" + "000000")));
        frames.writeBytes(riff("ANIM", new byte[6]));
        for (int frame = 0; frame < FRAMES; frame++) {
            var one = new ByteArrayOutputStream();
            one.writeBytes(HexFormat.of().parseHex("000000000000" + "000000000000" + "0a000000"));
            one.writeBytes(riff("VP8L", pixel));
            frames.writeBytes(riff("ANMF", one.toByteArray()));
        }
        var content = new ByteArrayOutputStream();
        content.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        content.writeBytes(frames.toByteArray());
        return riff("RIFF", content.toByteArray());
    }

    /** A page of 14,400 points with a picture of 300 MB: about 300 KB. */
    static byte[] hugePdf() throws IOException {
        return pdf(
                page("/MediaBox [0 0 14400 14400] /Resources << /XObject << /P 5 0 R >> >> /Contents 4 0 R"),
                stream("", "q 14400 0 0 14400 0 0 cm /P Do Q".getBytes(StandardCharsets.US_ASCII)),
                stream(
                        "/Type /XObject /Subtype /Image /Width 10000 /Height 10000 /BitsPerComponent 8"
                                + " /ColorSpace /DeviceRGB /Filter /FlateDecode",
                        deflated(3 * MEGABYTE, 100, (byte) 0x55)));
    }

    /** A shade of color that is given by 400 million numbers, or so it says. */
    static byte[] hugeShade() throws IOException {
        return pdf(
                page("/MediaBox [0 0 14400 14400] /Contents 4 0 R /Resources << /Shading << /S << /ShadingType 2"
                        + " /ColorSpace /DeviceGray /Coords [0 0 9000 9000] /Function 5 0 R >> >> >>"),
                stream("", "/S sh".getBytes(StandardCharsets.US_ASCII)),
                stream("/FunctionType 0 /Domain [0 1] /Range [0 1] /Size [400000000] /BitsPerSample 8", new byte[100]));
    }

    /** Millions of strokes: it fits, but takes long. */
    static byte[] slowPdf() throws IOException {
        byte[] strokes = "0 0 m 100 900 200 -900 300 300 c S ".repeat(40).getBytes(StandardCharsets.US_ASCII);
        var drawing = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(drawing)) {
            for (int i = 0; i < 20_000; i++) {
                deflating.write(strokes);
            }
        }
        return pdf(
                page("/MediaBox [0 0 300 300] /Contents 4 0 R"), stream("/Filter /FlateDecode", drawing.toByteArray()));
    }

    /** Compressed three times: 1 KB becomes 300 MB. */
    static byte[] nestedFlate() throws IOException {
        byte[] content = deflated(3 * MEGABYTE, 100, (byte) ' ');
        for (int i = 0; i < 2; i++) {
            content = deflated(content);
        }
        return pdf(
                page("/MediaBox [0 0 300 300] /Contents 4 0 R"),
                stream("/Filter [/FlateDecode /FlateDecode /FlateDecode]", content));
    }

    /** The only child of the pages is the pages. */
    static byte[] cyclicPdf() throws IOException {
        return pdf("<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 3 >>");
    }

    /** A million objects that nobody needs. */
    static void writeCrowdedPdf(Path file) throws IOException {
        int objects = MEGABYTE;
        try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            var first = "%PDF-1.4\n"
                    + "1 0 obj\n"
                    + "<< /Type /Catalog /Pages 2 0 R >>\n"
                    + "endobj\n"
                    + "2 0 obj\n"
                    + "<< /Type /Pages /Kids [3 0 R] /Count 1 >>\n"
                    + "endobj\n"
                    + "3 0 obj\n"
                    + "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>\n"
                    + "endobj\n";
            output.write(first.getBytes(StandardCharsets.US_ASCII));
            for (int i = 4; i < objects; i++) {
                output.write((i + " 0 obj\n<< /A " + i + " >>\nendobj\n").getBytes(StandardCharsets.US_ASCII));
            }
            output.write("trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** One page with these words on it, and a script that runs when it is opened. */
    static byte[] document(int pages) throws IOException {
        List<String> objects = new ArrayList<>();
        var kids = new StringBuilder();
        for (int i = 0; i < pages; i++) {
            kids.append(i + 3).append(" 0 R ");
        }
        objects.add("<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>");
        objects.add("<< /Type /Pages /Kids [%s] /Count %d >>".formatted(kids, pages));
        for (int i = 0; i < pages; i++) {
            objects.add(
                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents %d 0 R >>".formatted(pages + 3));
        }
        objects.add(stream("", "1 0 0 rg 0 0 100 100 re f".getBytes(StandardCharsets.US_ASCII)));
        return document(objects);
    }

    private static String page(String entries) {
        return "<< /Type /Page /Parent 2 0 R " + entries + " >>";
    }

    private static String stream(String entries, byte[] content) {
        return "<< /Length %d %s >>\nstream\n%s\nendstream"
                .formatted(content.length, entries, new String(content, StandardCharsets.ISO_8859_1));
    }

    private static byte[] pdf(String... fromThree) throws IOException {
        List<String> objects = new ArrayList<>();
        objects.add("<< /Type /Catalog /Pages 2 0 R >>");
        objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        objects.addAll(List.of(fromThree));
        return document(objects);
    }

    private static byte[] document(List<String> objects) {
        var bytes = new ByteArrayOutputStream();
        List<Integer> places = new ArrayList<>();
        bytes.writeBytes("%PDF-1.7\n".getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < objects.size(); i++) {
            places.add(bytes.size());
            bytes.writeBytes(
                    (i + 1 + " 0 obj\n" + objects.get(i) + "\nendobj\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        int table = bytes.size();
        var end = new StringBuilder("xref\n0 %d\n0000000000 65535 f \n".formatted(places.size() + 1));
        places.forEach(place -> end.append("%010d 00000 n \n".formatted(place)));
        end.append("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n".formatted(places.size() + 1, table));
        bytes.writeBytes(end.toString().getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toByteArray();
    }

    private static byte[] riff(String name, byte[] content) {
        int padded = content.length + content.length % 2;
        return ByteBuffer.allocate(8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] deflated(int block, int times, byte value) throws IOException {
        byte[] same = new byte[block];
        Arrays.fill(same, value);
        var bytes = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
            for (int i = 0; i < times; i++) {
                deflating.write(same);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] deflated(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
            deflating.write(content);
        }
        return bytes.toByteArray();
    }
}
