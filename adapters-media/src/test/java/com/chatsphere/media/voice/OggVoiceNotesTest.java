package com.chatsphere.media.voice;

import static com.chatsphere.media.voice.WebmSamples.both;
import static com.chatsphere.media.voice.WebmSamples.cluster;
import static com.chatsphere.media.voice.WebmSamples.element;
import static com.chatsphere.media.voice.WebmSamples.opusTrack;
import static com.chatsphere.media.voice.WebmSamples.packets;
import static com.chatsphere.media.voice.WebmSamples.webm;
import static com.chatsphere.media.voice.WebmSamples.withoutSize;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.media.HostileFile;
import com.chatsphere.media.container.Malformed;
import com.chatsphere.media.container.Matroska;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OggVoiceNotesTest {
    private static final byte[] PACKET = packets(1, 20).getFirst();

    private final OggVoiceNotes notes = new OggVoiceNotes();

    @TempDir
    Path folder;

    @Test
    void carriesEveryPacketOfARealRecordingOver() throws Exception {
        var recording = Path.of("src", "test", "resources", "voice", "chromium-156.webm");
        var recorded = new ArrayList<byte[]>();
        byte[] head;
        try (var matroska = Matroska.open(recording)) {
            head = matroska.tracks().getFirst().codecPrivate();
            for (var frame = matroska.next(); frame != null; frame = matroska.next()) {
                recorded.add(frame.bytes());
            }
        }
        var ogg = ogg(Files.readAllBytes(recording)).orElseThrow();
        assertThat(recorded).hasSize(49);
        assertThat(ogg.packets()).hasSize(51);
        assertThat(ogg.packets().getFirst()).isEqualTo(head);
        assertThat(ogg.packets().get(1)).startsWith("OpusTags".getBytes(US_ASCII));
        for (var number = 0; number < recorded.size(); number++) {
            assertThat(ogg.packets().get(number + 2)).isEqualTo(recorded.get(number));
        }
        assertThat(ogg.pages().getLast().position()).isEqualTo(49 * 2_880);
    }

    @Test
    void marksTheFirstAndTheLastPageAndCountsSamples() throws IOException {
        var ogg = ogg(recording(packets(120, 80))).orElseThrow();
        assertThat(ogg.pages()).extracting(OggStream.Page::flags).containsExactly(2, 0, 0, 0, 4);
        assertThat(ogg.pages())
                .extracting(OggStream.Page::position)
                .containsExactly(0L, 0L, 48_000L, 96_000L, 115_200L);
        assertThat(ogg.pages())
                .extracting(OggStream.Page::serial)
                .containsOnly(ogg.pages().getFirst().serial());
        assertThat(ogg.pages()).extracting(page -> page.packets().size()).containsExactly(1, 1, 50, 50, 20);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "254", "255", "256", "509", "510", "511", "1275", "5000"})
    void keepsPacketsOfEveryLengthWhole(int length) throws IOException {
        var packets = packets(60, length);
        var ogg = ogg(recording(packets)).orElseThrow();
        assertThat(ogg.packets().subList(2, 62)).usingRecursiveComparison().isEqualTo(packets);
    }

    @Test
    void leavesOutWhatIsNotToBeHeardAtTheEnd() throws IOException {
        var group = WebmSamples.blockGroup(1, PACKET, 13_500_000);
        var ogg = ogg(webm(opusTrack(), cluster(WebmSamples.simpleBlock(1, PACKET), group)))
                .orElseThrow();
        assertThat(ogg.pages().getLast().position()).isEqualTo(2 * 960 - 648);
    }

    @Test
    void readsWhatHasNoSizeAndSkipsWhatItDoesNotKnow() throws IOException {
        var known = both(
                WebmSamples.header("webm"),
                withoutSize(
                        0x18538067,
                        both(
                                element(0xEC, new byte[300]),
                                element(0x114D9B74, new byte[10]),
                                element(0x1654AE6B, opusTrack()),
                                withoutSize(0x1F43B675, both(element(0xE7, 0), WebmSamples.simpleBlock(1, PACKET))),
                                withoutSize(0x1F43B675, both(element(0xE7, 9), WebmSamples.simpleBlock(1, PACKET))),
                                element(0x1C53BB6B, new byte[20]))));
        assertThat(ogg(known).orElseThrow().packets()).hasSize(4);
    }

    @Test
    void goesByTheBytesNotByTheName() throws IOException {
        var file = Files.write(folder.resolve("recording"), recording(packets(5, 10)));
        var ogg = notes.toOgg(file, "audio/ogg").orElseThrow();
        assertThat(ogg).exists();
        Files.delete(ogg);
    }

    static Stream<Arguments> recordingsThatStayAsTheyAre() {
        var opus = opusTrack();
        var sound = cluster(WebmSamples.simpleBlock(1, PACKET));
        var head = WebmSamples.opusHead(1, 312);
        return Map.ofEntries(
                        Map.entry("nothing", new byte[0]),
                        Map.entry("Ogg", "OggS and so on".getBytes(US_ASCII)),
                        Map.entry("MP4", both(new byte[] {0, 0, 0, 16}, "ftypM4A isom".getBytes(US_ASCII))),
                        Map.entry("a header alone", WebmSamples.header("webm")),
                        Map.entry("no tracks", webm(new byte[0], sound)),
                        Map.entry("no sound", webm(opus)),
                        Map.entry("two tracks", webm(both(opus, WebmSamples.track(2, 1, "V_VP8", head)), sound)),
                        Map.entry("video alone", webm(WebmSamples.track(1, 1, "V_VP8", head), sound)),
                        Map.entry("Vorbis", webm(WebmSamples.track(1, 2, "A_VORBIS", head), sound)),
                        Map.entry("no OpusHead", webm(WebmSamples.track(1, 2, "A_OPUS", new byte[0]), sound)),
                        Map.entry(
                                "three channels",
                                webm(WebmSamples.track(1, 2, "A_OPUS", WebmSamples.opusHead(3, 0)), sound)),
                        Map.entry("lacing", webm(opus, cluster(WebmSamples.laced(1, PACKET)))),
                        Map.entry("another track", webm(opus, cluster(WebmSamples.simpleBlock(2, PACKET)))),
                        Map.entry("an empty packet", webm(opus, cluster(WebmSamples.simpleBlock(1, new byte[0])))),
                        Map.entry(
                                "a packet without its count",
                                webm(opus, cluster(WebmSamples.simpleBlock(1, new byte[] {3})))),
                        Map.entry("a packet of no frames", webm(opus, cluster(WebmSamples.simpleBlock(1, new byte[] {
                            3, 0
                        })))),
                        Map.entry("a packet of 200 ms", webm(opus, cluster(WebmSamples.simpleBlock(1, new byte[] {
                            (byte) 0xfb, 10
                        })))),
                        Map.entry(
                                "a packet too long",
                                webm(
                                        opus,
                                        cluster(WebmSamples.simpleBlock(
                                                1, packets(1, 70_000).getFirst())))),
                        Map.entry(
                                "more left out than there is",
                                webm(opus, cluster(WebmSamples.blockGroup(1, PACKET, 21_000_000)))),
                        Map.entry(
                                "less than nothing left out",
                                webm(opus, cluster(WebmSamples.blockGroup(1, PACKET, -1)))),
                        Map.entry(
                                "something left out in the middle",
                                webm(
                                        opus,
                                        cluster(
                                                WebmSamples.blockGroup(1, PACKET, 1_000_000),
                                                WebmSamples.simpleBlock(1, PACKET)))),
                        Map.entry("a group without a block", webm(opus, cluster(element(0xA0, new byte[0])))),
                        Map.entry("a block without a size", webm(opus, cluster(withoutSize(0xA3, PACKET)))),
                        Map.entry("cut off", Arrays.copyOf(webm(opus, sound), webm(opus, sound).length - 1)))
                .entrySet()
                .stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordingsThatStayAsTheyAre")
    void leavesAsItIs(String what, byte[] recording) throws IOException {
        assertThat(ogg(recording)).as(what).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 480",
        "1, 960",
        "2, 1920",
        "3, 2880",
        "11, 2880",
        "12, 480",
        "13, 960",
        "15, 960",
        "16, 120",
        "17, 240",
        "18, 480",
        "31, 960"
    })
    void knowsHowLongAPacketPlays(int configuration, int samples) throws Malformed {
        assertThat(OpusPacket.duration(new byte[] {(byte) (configuration << 3)}))
                .isEqualTo(samples);
        assertThat(OpusPacket.duration(new byte[] {(byte) (configuration << 3 | 3), 1}))
                .isEqualTo(samples);
        if (samples <= 2_880) {
            assertThat(OpusPacket.duration(new byte[] {(byte) (configuration << 3 | 1)}))
                    .isEqualTo(2 * samples);
        }
    }

    @Test
    void saysWhenThereIsNoSuchFile() {
        assertThatThrownBy(() -> notes.toOgg(folder.resolve("nothing"), "audio/webm"))
                .isInstanceOf(NoSuchFileException.class);
    }

    /** Bytes are changed, left out and repeated in a good recording; whatever comes of it is sound Ogg or nothing. */
    @Test
    void isHurtByNoFile() throws IOException {
        var good = recording(packets(12, 30));
        var random = new Random(20_261_128);
        var carried = 0;
        try (var file = new HostileFile(folder.resolve("hostile"))) {
            for (var round = 0; round < 10_000; round++) {
                var ogg = notes.toOgg(file.holding(HostileFile.spoilt(good, random)), "audio/webm");
                if (ogg.isPresent()) {
                    OggStream.of(Files.readAllBytes(ogg.get()));
                    Files.delete(ogg.get());
                    carried++;
                }
            }
        }
        assertThat(carried).isBetween(1_000, 9_000);
    }

    private static byte[] recording(List<byte[]> packets) {
        return webm(opusTrack(), cluster(WebmSamples.blocksOf(packets)));
    }

    private Optional<OggStream> ogg(byte[] recording) throws IOException {
        var file = Files.write(folder.resolve("recording"), recording);
        var ogg = notes.toOgg(file, "audio/webm;codecs=opus");
        assertThat(file).hasBinaryContent(recording);
        if (ogg.isEmpty()) {
            return Optional.empty();
        }
        var stream = OggStream.of(Files.readAllBytes(ogg.get()));
        Files.delete(ogg.get());
        return Optional.of(stream);
    }
}
