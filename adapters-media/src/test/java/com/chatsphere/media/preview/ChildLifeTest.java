package com.chatsphere.media.preview;

import static com.chatsphere.media.preview.PictureSamples.encoded;
import static com.chatsphere.media.preview.PictureSamples.flag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.chatsphere.application.media.Previews.Look;
import com.chatsphere.application.media.Previews.Unavailable;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How processes that look into files come and go. */
class ChildLifeTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<ChildPreviews> opened = new ArrayList<>();
    private Path picture = Path.of("picture.jpg");
    private Path slow = Path.of("slow.pdf");

    @BeforeEach
    void makeFiles() throws IOException {
        picture = Files.write(folder.resolve("picture.jpg"), encoded(flag(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg"));
        slow = Files.write(folder.resolve("slow.pdf"), Bombs.slowPdf());
    }

    @AfterEach
    void close() {
        opened.forEach(ChildPreviews::close);
    }

    @Test
    void usesAProcessAgainUntilItHasSeenEnough() {
        var previews = previews(new ChildLimits(LONG, LONG, 1, 1, LONG, 3, LONG));

        looksAtThePicture(previews);
        List<Long> first = previews.pids();
        looksAtThePicture(previews);
        assertThat(previews.pids()).isEqualTo(first).hasSize(1);
        looksAtThePicture(previews);
        assertThat(previews.pids()).isEmpty();
        looksAtThePicture(previews);
        assertThat(previews.pids()).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void startsAnotherWhenOneWasKilledFromOutside() {
        var previews = previews(usual());
        looksAtThePicture(previews);
        ProcessHandle child = ProcessHandle.of(previews.pids().getFirst()).orElseThrow();

        child.destroyForcibly();
        awaitEnd(child);

        looksAtThePicture(previews);
    }

    @Test
    void endsAProcessThatHasNothingToDo() {
        var previews = previews(new ChildLimits(LONG, LONG, 1, 1, LONG, 3, Duration.ofMillis(50)));
        looksAtThePicture(previews);

        await().untilAsserted(() -> assertThat(previews.pids()).isEmpty());
        looksAtThePicture(previews);
    }

    @Test
    void killsAProcessThatTakesTooLong() {
        var previews = previews(new ChildLimits(LONG, Duration.ofMillis(500), 1, 1, LONG, 100, LONG));

        Look look = previews.look(slow, "application/pdf");

        assertThat(look.thumbnail()).isNull();
        assertThat(look.trouble()).isEqualTo("took longer than 500 ms");
        assertThat(previews.pids()).isEmpty();
    }

    @Test
    void turnsAwayWhomItCannotServeSoon() throws Exception {
        var previews = previews(new ChildLimits(LONG, LONG, 1, 1, LONG, 100, LONG));
        var working =
                CompletableFuture.supplyAsync(() -> previews.look(slow, "application/pdf"), Thread::startVirtualThread);
        var waiting =
                CompletableFuture.supplyAsync(() -> previews.look(picture, "image/jpeg"), Thread::startVirtualThread);
        await().until(() -> previews.callers() == 2);

        assertThatThrownBy(() -> previews.look(picture, "image/jpeg")).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> previews.prepare(picture, "image/jpeg")).isInstanceOf(Unavailable.class);

        await().until(() -> !previews.pids().isEmpty());
        ProcessHandle.of(previews.pids().getFirst()).orElseThrow().destroyForcibly();
        assertThat(working.get(1, TimeUnit.MINUTES).trouble()).contains("ended with code");
        assertThat(waiting.get(1, TimeUnit.MINUTES).thumbnail()).isNotNull();
        assertThat(previews.callers()).isZero();
    }

    @Test
    void doesNotWaitForEver() {
        var previews = previews(new ChildLimits(LONG, LONG, 1, 1, Duration.ofMillis(10), 100, LONG));
        var working =
                CompletableFuture.supplyAsync(() -> previews.look(slow, "application/pdf"), Thread::startVirtualThread);
        await().until(() -> previews.callers() == 1 && !previews.pids().isEmpty());

        assertThatThrownBy(() -> previews.look(picture, "image/jpeg")).isInstanceOf(Unavailable.class);
        previews.close();
        assertThatThrownBy(working::join)
                .hasCauseInstanceOf(Unavailable.class)
                .hasMessageContaining("this process is being stopped");
    }

    @Test
    void leavesNothingBehindWhenItIsClosed() throws IOException {
        var previews = previews(usual());
        looksAtThePicture(previews);
        ProcessHandle child = ProcessHandle.of(previews.pids().getFirst()).orElseThrow();

        previews.close();

        assertThat(child.isAlive()).isFalse();
        try (Stream<Path> left = Files.list(folder.resolve("previews"))) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("child-"));
        }
        assertThatThrownBy(() -> previews.look(picture, "image/jpeg"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("this process is being stopped");
    }

    @Test
    void clearsWhatAFormerRunLeftBehind() throws IOException {
        Path left = Files.createDirectories(folder.resolve("previews").resolve("child-1"));
        Files.writeString(left.resolve("file"), "left");
        Files.writeString(folder.resolve("previews").resolve("prepared-1"), "left");
        Path other = Files.writeString(folder.resolve("previews").resolve("other"), "not ours");

        previews(usual());

        assertThat(left).doesNotExist();
        assertThat(folder.resolve("previews").resolve("prepared-1")).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void endsWithTheProcessThatStartedItEvenInTheMiddleOfAFile() throws Exception {
        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        ShortLivedParent.class.getName(),
                        folder.resolve("orphans").toString(),
                        picture.toString(),
                        slow.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = parent.inputReader()) {
            List<ProcessHandle> children = Arrays.stream(said.readLine().split(" "))
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
            assertThat(children).hasSize(2);

            parent.destroyForcibly().waitFor();

            children.forEach(ChildLifeTest::awaitEnd);
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void knowsNothingOfOurEnvironment() throws IOException {
        Path processes = Path.of("/proc");
        assumeTrue(Files.isDirectory(processes.resolve("self")), "only Linux shows the environment of a process");
        var previews = previews(usual());
        looksAtThePicture(previews);

        var environment = Files.readString(
                processes.resolve(previews.pids().getFirst().toString()).resolve("environ"),
                StandardCharsets.ISO_8859_1);

        assertThat(environment.split("\0"))
                .allMatch(variable -> variable.startsWith("PATH=") || variable.startsWith("LC_ALL="));
    }

    @Test
    void hasNoNetworkWhereThatIsPossible() throws IOException {
        assumeTrue(Isolation.keepsOffTheNetwork(Isolation.strongest()), "unshare does not work here");
        var previews = previews(usual());
        looksAtThePicture(previews);

        Path child = Path.of("/proc", previews.pids().getFirst().toString());

        assertThat(Files.readAllLines(child.resolve("net/dev")).stream().skip(2))
                .allMatch(line -> line.strip().startsWith("lo:"));
        assertThat(Files.readSymbolicLink(child.resolve("ns/net")))
                .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
    }

    @ParameterizedTest
    @EnumSource
    void believesNothingThatMakesNoSense(Liar.Lie lie) {
        var previews = new ChildPreviews(folder.resolve("previews"), 512, 512, usual(), Liar.code(lie));
        opened.add(previews);

        Look look = previews.look(picture, "image/jpeg");

        assertThat(look.thumbnail()).isNull();
        assertThat(look.width()).isNull();
        assertThat(look.trouble()).isNotBlank().hasSizeLessThan(400).doesNotContain("\n", "\u202e");
        if (lie != Liar.Lie.STRANGE_TROUBLE) {
            assertThat(previews.pids()).isEmpty();
        }
    }

    @Test
    void saysWhyNoProcessStarts() {
        var previews = new ChildPreviews(
                folder.resolve("previews"), 512, 512, usual(), new ChildCode(List.of("-XX:NoSuchOption")));
        opened.add(previews);

        assertThatThrownBy(() -> previews.look(picture, "image/jpeg"))
                .isInstanceOf(Unavailable.class)
                .hasMessageContainingAll("does not start", "NoSuchOption");
    }

    private ChildPreviews previews(ChildLimits limits) {
        var previews = new ChildPreviews(folder.resolve("previews"), 512, 512, limits, ChildCode.ofThisProgram());
        opened.add(previews);
        return previews;
    }

    private static ChildLimits usual() {
        return new ChildLimits(LONG, LONG, 1, 10, LONG, 100, LONG);
    }

    private void looksAtThePicture(ChildPreviews previews) {
        assertThat(previews.look(picture, "image/jpeg").thumbnail()).isNotNull();
    }

    /** A process without a living parent may stay in the table of processes until somebody takes note; it does nothing. */
    private static void awaitEnd(ProcessHandle process) {
        await().atMost(LONG).until(() -> !process.isAlive() || isZombie(process));
    }

    private static boolean isZombie(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                    .contains(") Z ");
        } catch (IOException gone) {
            return true;
        }
    }
}
