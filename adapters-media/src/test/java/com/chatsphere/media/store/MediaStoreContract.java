package com.chatsphere.media.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.StoreKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every place for files has to do. */
abstract class MediaStoreContract {
    private static final long MOST = 10_000_000;
    private static final StoreKey UNKNOWN = new StoreKey("zz/000000000000000000000000");

    abstract MediaStore store();

    /** Everything that lies anywhere, unfinished files, too. */
    abstract List<String> left() throws IOException;

    /** What {@link LongFile} is to be told, so that it finds this store. */
    abstract List<String> whereItIs();

    @Test
    void keepsWhatItIsGiven() throws Exception {
        var bytes = bytes(100_000);
        var kept = store().put(new ByteArrayInputStream(bytes), MOST);
        assertThat(kept.size()).isEqualTo(bytes.length);
        assertThat(kept.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(all(kept.key())).isEqualTo(bytes);
        assertThat(left()).hasSize(1);
    }

    @Test
    void keepsAnEmptyFile() throws IOException {
        var kept = store().put(InputStream.nullInputStream(), MOST);
        assertThat(kept.size()).isZero();
        assertThat(all(kept.key())).isEmpty();
        assertThat(store().<Long>locally(kept.key(), Files::size)).isZero();
    }

    @Test
    void keepsFilesOfTheSameBytesApart() throws IOException {
        var one = store().put(stream("the same"), MOST);
        var other = store().put(stream("the same"), MOST);
        assertThat(one.key()).isNotEqualTo(other.key());
        assertThat(one.sha256()).isEqualTo(other.sha256());
        store().remove(one.key());
        assertThat(all(other.key())).asString(UTF_8).isEqualTo("the same");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, ''",
        "0, 4, 0123",
        "3, 4, 3456",
        "9, 10, 9",
        "10, 1, ''",
        "99, 5, ''",
        "0, 10, 0123456789",
        "4, 9223372036854775807, 456789",
    })
    void readsAPart(long from, long length, String part) throws IOException {
        var key = store().put(stream("0123456789"), MOST).key();
        try (var bytes = store().read(key, from, length)) {
            assertThat(bytes.readAllBytes()).asString(UTF_8).isEqualTo(part);
        }
    }

    @Test
    void readsByteByByteAndStopsAnywhere() throws IOException {
        var key = store().put(new ByteArrayInputStream(bytes(5_000_000)), MOST).key();
        for (var round = 0; round < 20; round++) {
            try (var bytes = store().read(key, 0, 4_000_000)) {
                assertThat(bytes.read()).isEqualTo(bytes(1)[0] & 0xff);
                assertThat(bytes.skip(10)).isEqualTo(10);
            }
        }
    }

    @Test
    void refusesAFileThatIsTooLongAndLeavesNothingOfIt() throws IOException {
        assertThat(store().put(new ByteArrayInputStream(bytes(200_000)), 200_000)
                        .size())
                .isEqualTo(200_000);
        assertThatThrownBy(() -> store().put(new ByteArrayInputStream(bytes(200_001)), 200_000))
                .isInstanceOf(MediaStore.FileTooLong.class)
                .hasMessage("the file has more than 200,000 bytes");
        assertThat(left()).hasSize(1);
    }

    @Test
    void leavesNothingOfAFileThatBreaksOff() throws IOException {
        var broken = new IOException("connection reset");
        assertThatThrownBy(() -> store().put(breakingOff(broken), MOST)).isSameAs(broken);
        assertThatThrownBy(() -> store().put(new Surprise(), MOST)).isInstanceOf(IllegalStateException.class);
        assertThat(left()).isEmpty();
    }

    @Test
    void removesAFileAndAnswersTheSameTheSecondTime() throws IOException {
        var key = store().put(stream("gone"), MOST).key();
        store().remove(key);
        store().remove(key);
        assertThat(left()).isEmpty();
        assertThatThrownBy(() -> all(key)).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({"zz/000000000000000000000000", "zz", "zz/1", "0", "a/b/c/d"})
    void knowsNoFileThatItHasNotKept(String key) throws IOException {
        store().put(stream("another"), MOST);
        assertThatThrownBy(() -> all(new StoreKey(key))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store().locally(new StoreKey(key), Files::size))
                .isInstanceOf(NoSuchFileException.class);
        store().remove(new StoreKey(key));
        assertThat(left()).hasSize(1);
    }

    @Test
    void refusesToReadBeforeTheFirstByte() {
        assertThatThrownBy(() -> store().read(UNKNOWN, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().read(UNKNOWN, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsAFileBeReadWhereItLies() throws IOException {
        var key = store().put(stream("here"), MOST).key();
        assertThat(store().<String>locally(key, Files::readString)).isEqualTo("here");
        var failure = new IOException("of the reader");
        assertThatThrownBy(() -> store().locally(key, file -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(left()).hasSize(1);
        assertThat(all(key)).asString(UTF_8).isEqualTo("here");
    }

    @Test
    void choosesKeysThatNobodyGuesses() throws IOException {
        var keys = new HashSet<String>();
        for (var count = 0; count < 20; count++) {
            keys.add(store().put(stream("x"), MOST).key().value());
        }
        assertThat(keys).hasSize(20).allMatch(key -> key.matches("[0-9a-z]{2}/[0-9a-z]{24}"));
    }

    @Test
    void keepsManyFilesAtOnce() throws InterruptedException, ExecutionException, IOException {
        var puts = new ArrayList<Callable<StoreKey>>();
        for (var number = 0; number < 64; number++) {
            var text = "file " + number;
            puts.add(() -> store().put(stream(text), MOST).key());
        }
        try (var threads = Executors.newFixedThreadPool(16)) {
            var number = 0;
            for (var put : threads.invokeAll(puts)) {
                assertThat(all(put.get())).asString(UTF_8).isEqualTo("file " + number++);
            }
        }
        assertThat(left()).hasSize(64);
    }

    /** In a process of its own, with less memory than the file is long. */
    @Test
    void keepsAndReadsALongFileInLittleMemory() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--class-path",
                System.getProperty("java.class.path"),
                LongFile.class.getName()));
        command.addAll(whereItIs());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(left()).isEmpty();
    }

    private byte[] all(StoreKey key) throws IOException {
        try (var bytes = store().read(key, 0, Long.MAX_VALUE)) {
            return bytes.readAllBytes();
        }
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    static byte[] bytes(int count) {
        var bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static InputStream breakingOff(IOException failure) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes(300_000)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        });
    }

    private static final class Surprise extends InputStream {
        private int left = 300_000;

        @Override
        public int read() {
            if (left-- == 0) {
                throw new IllegalStateException("not a failure of reading");
            }
            return 1;
        }
    }
}
