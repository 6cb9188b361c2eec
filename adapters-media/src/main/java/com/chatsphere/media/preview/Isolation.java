package com.chatsphere.media.preview;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is put before a command so that it runs behind everything else and without a network, as far as this machine allows it
 * to a user without rights: {@code nice}, and {@code unshare} with a user and a network namespace of its own. In another user
 * namespace the process cannot look into the memory or the environment of its parent either.
 */
final class Isolation {
    /** What a process behind such a prefix finds in its environment, and nothing else. */
    static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8");

    private static final int PATIENCE_IN_SECONDS = 5;
    private static final List<List<String>> PREFIXES = List.of(
            List.of("unshare", "--user", "--map-current-user", "--net", "--"),
            List.of("unshare", "--user", "--map-root-user", "--net", "--"));
    private static final List<String> BEHIND_OTHERS = List.of("nice", "-n", "10");

    private Isolation() {}

    /** The strongest prefix that works here; empty where none does. */
    static List<String> strongest() {
        List<String> prefix = new ArrayList<>();
        if (works(BEHIND_OTHERS)) {
            prefix.addAll(BEHIND_OTHERS);
        }
        PREFIXES.stream().filter(Isolation::works).findFirst().ifPresent(prefix::addAll);
        return List.copyOf(prefix);
    }

    static boolean keepsOffTheNetwork(List<String> prefix) {
        return prefix.contains("--net");
    }

    private static boolean works(List<String> prefix) {
        List<String> attempt = new ArrayList<>(prefix);
        attempt.add("true");
        var start =
                new ProcessBuilder(attempt).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        start.environment().clear();
        start.environment().putAll(ENVIRONMENT);
        try {
            var process = start.start();
            try {
                return process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
