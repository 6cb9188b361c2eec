package com.chatsphere.settings;

import java.util.List;
import org.springframework.boot.ExitCodeGenerator;

/** ChatSphere cannot start, for reasons its operator can put right: one clear line each, no stack trace. */
public final class StartRefused extends RuntimeException implements ExitCodeGenerator {
    /** What BSD's sysexits.h calls a configuration error; supervisors can be told not to try again. */
    public static final int EXIT_CODE = 78;

    private static final long serialVersionUID = 1L;

    private final List<String> lines;

    public StartRefused(String line) {
        this(List.of(line));
    }

    public StartRefused(List<String> lines) {
        super(String.join(System.lineSeparator(), lines), null, false, false);
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public int getExitCode() {
        return EXIT_CODE;
    }
}
