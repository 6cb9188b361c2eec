package com.chatsphere.database;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a program of the operating system, from start to end. */
final class Run {
    private static final Logger log = LoggerFactory.getLogger(Run.class);
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int PATIENCE_SECONDS = 10;

    private final List<String> command;
    private String input = "";

    private Run(List<String> command) {
        this.command = command;
    }

    static Run command(List<String> command) {
        return new Run(command);
    }

    Run reading(String text) {
        input = text;
        return this;
    }

    /** Runs to the end in this folder; the environment is empty but for what PostgreSQL's own tests set. */
    Outcome in(Path folder) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        var process = builder.start();
        var output = CompletableFuture.supplyAsync(() -> outputOf(process), Thread::startVirtualThread);
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedEarly) {
            log.debug("{} did not read all its input", command, endedEarly);
        }
        try {
            while (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.info("The embedded database is still busy (after a crash it first repairs itself)");
            }
            return new Outcome(process.exitValue(), output.join());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + command.getLast());
        }
    }

    private static String outputOf(Process process) {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            return reader.readAllAsString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** How a program ended, and all it wrote. */
    record Outcome(int code, String output) {
        boolean succeeded() {
            return code == 0;
        }
    }
}
