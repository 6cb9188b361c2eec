package com.chatsphere.media.preview;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running process that looks into one file after the other, seen from outside. It is killed when it takes too much. */
final class PreviewChild implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PreviewChild.class);

    private static final Duration PATIENCE_AT_THE_START = Duration.ofSeconds(60);
    private static final int BETWEEN_LOOKS_IN_MILLIS = 50;
    private static final int PATIENCE_AT_THE_END_IN_SECONDS = 5;
    private static final int OUT_OF_MEMORY = 3;
    private static final int REMEMBERED_COMPLAINTS = 2_000;

    /** Where the kernel looks first when memory runs out. */
    private static final String FIRST_TO_GO = "800";

    private final Path folder;
    private final Process process;
    private final ScheduledExecutorService watch;
    private final DataOutputStream questions;
    private final DataInputStream answers;
    private final Thread complaining;
    private volatile byte[] complaints = new byte[0];
    private volatile @Nullable String reasonToKill;
    private int files;
    private long idleSince = System.nanoTime();

    private PreviewChild(Path folder, Process process, ScheduledExecutorService watch) {
        this.folder = folder;
        this.process = process;
        this.watch = watch;
        this.questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.complaining =
                Thread.ofPlatform().name("previews-complaints").daemon().start(this::listenToComplaints);
    }

    /** Starts one and waits until it is ready. */
    static PreviewChild start(Path parent, List<String> prefix, ChildCode code, ScheduledExecutorService watch)
            throws IOException {
        var folder = Files.createTempDirectory(parent, ChildFolders.CHILD);
        PreviewChild child;
        try {
            child = new PreviewChild(folder, process(folder, prefix, code), watch);
        } catch (IOException failure) {
            ChildFolders.remove(folder);
            throw failure;
        }
        try {
            child.awaitReady();
            return child;
        } catch (IOException | RuntimeException failure) {
            child.close();
            throw failure;
        }
    }

    private static Process process(Path folder, List<String> prefix, ChildCode code) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx256m",
                "-Xss1m",
                "-XX:MaxMetaspaceSize=96m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+DisableAttachMechanism",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-Duser.home=" + folder,
                // Looking through the fonts of the machine takes a while: who is started next has the list.
                "-Dpdfbox.fontcache=" + folder.toAbsolutePath().getParent(),
                // Libraries complain about broken files, at length and with words of the file.
                "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl",
                "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog"));
        command.addAll(code.arguments());
        var start = new ProcessBuilder(command).directory(folder.toFile());
        start.environment().clear();
        start.environment().putAll(Isolation.ENVIRONMENT);
        return start.start();
    }

    private void awaitReady() throws IOException {
        var giveUp = watch.schedule(
                () -> kill("did not start within " + PATIENCE_AT_THE_START.toSeconds() + " s"),
                PATIENCE_AT_THE_START.toSeconds(),
                TimeUnit.SECONDS);
        try {
            if (Wire.read(answers, 0).kind() != Wire.Kind.READY) {
                throw new IOException("it does not say that it is ready");
            }
            goFirstWhenMemoryRunsOut();
        } catch (IOException failure) {
            throw new IOException("the process that looks into files does not start: " + whyItEnded(failure), failure);
        } finally {
            giveUp.cancel(false);
        }
    }

    private void goFirstWhenMemoryRunsOut() {
        try {
            var score = Path.of("/proc", Long.toString(process.pid()), "oom_score_adj");
            if (Files.exists(score)) {
                Files.writeString(score, FIRST_TO_GO);
            }
        } catch (IOException refused) {
            log.debug("The process that looks into files is not the first to go when memory runs out", refused);
        }
    }

    /** Asks, and takes what is answered until it is complete, or the process goes. The answer says what was missing. */
    Answer ask(Question question, ChildLimits limits) throws IOException {
        var answer = new Answer(question);
        byte[] words = question.bytes();
        files++;
        ScheduledFuture<?> watching = watch(limits);
        try {
            Wire.write(questions, question.kind(), words);
            while (!answer.isWhole()) {
                answer.hear(Wire.read(answers, question.longestAnswer()));
            }
        } catch (IOException gone) {
            answer.trouble(whyItEnded(gone));
        } finally {
            watching.cancel(false);
            idleSince = System.nanoTime();
        }
        return answer;
    }

    private ScheduledFuture<?> watch(ChildLimits limits) {
        long began = System.nanoTime();
        var before = processorTime();
        return watch.scheduleWithFixedDelay(
                () -> {
                    if (System.nanoTime() - began > limits.wall().toNanos()) {
                        kill("took longer than " + limits.wall().toMillis() + " ms");
                    } else if (processorTime().minus(before).compareTo(limits.processor()) > 0) {
                        kill("took more than " + limits.processor().toMillis() + " ms of the processor");
                    }
                },
                BETWEEN_LOOKS_IN_MILLIS,
                BETWEEN_LOOKS_IN_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private String whyItEnded(IOException failure) {
        var reason = reasonToKill;
        if (reason == null) {
            reason = exitCode(failure);
        }
        return reason;
    }

    private String exitCode(IOException failure) {
        try {
            // Only one that ended by itself has a code; one that talks nonsense still runs.
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                return String.valueOf(failure.getMessage());
            }
            if (process.exitValue() == OUT_OF_MEMORY) {
                return "needed too much memory";
            }
            complaining.join(TimeUnit.SECONDS.toMillis(1));
            return "ended with code %d %s"
                    .formatted(process.exitValue(), new String(complaints, StandardCharsets.UTF_8));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "stopped";
        }
    }

    private void listenToComplaints() {
        byte[] some = new byte[REMEMBERED_COMPLAINTS];
        try (InputStream errors = process.getErrorStream()) {
            for (int count = errors.read(some); count >= 0; count = errors.read(some)) {
                byte[] both = Arrays.copyOf(complaints, complaints.length + count);
                System.arraycopy(some, 0, both, complaints.length, count);
                complaints = Arrays.copyOfRange(both, Math.max(0, both.length - REMEMBERED_COMPLAINTS), both.length);
            }
        } catch (IOException gone) {
            log.debug("The process that looks into files has gone", gone);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    int files() {
        return files;
    }

    Duration idle() {
        return Duration.ofNanos(System.nanoTime() - idleSince);
    }

    void kill(String reason) {
        if (reasonToKill == null) {
            reasonToKill = reason;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Kills it, waits until it has gone and removes what it left behind. */
    @Override
    public void close() {
        kill("was ended");
        try {
            process.waitFor(PATIENCE_AT_THE_END_IN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        ChildFolders.remove(folder);
    }
}
