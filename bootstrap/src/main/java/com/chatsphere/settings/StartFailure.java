package com.chatsphere.settings;

import java.net.BindException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.springframework.boot.web.server.PortInUseException;

/** Turns what stops a start into clear lines, where an operator can put it right. */
public final class StartFailure {
    private static final int UNEXPLAINED = 1;

    private StartFailure() {}

    /** What the main method does; it may fail in any way. */
    @FunctionalInterface
    public interface Start {
        void run() throws Exception;
    }

    /** Runs the start; a failure ends this process with its clear lines on standard error, or else with its trace. */
    public static void orExit(Start start) {
        try {
            start.run();
        } catch (Throwable failure) {
            var lines = explain(failure);
            lines.forEach(line -> System.err.println("ChatSphere cannot start. " + line));
            if (lines.isEmpty()) {
                failure.printStackTrace();
            }
            System.exit(lines.isEmpty() ? UNEXPLAINED : StartRefused.EXIT_CODE);
        }
    }

    /** The lines for the first cause that has an explanation; none where only the stack trace helps. */
    public static List<String> explain(Throwable failure) {
        for (var cause : causesOf(failure)) {
            var lines = linesFor(cause);
            if (!lines.isEmpty()) {
                return lines;
            }
        }
        return List.of();
    }

    /** Why a database cannot be used, in one line without any secret; empty where it is not the operator's matter. */
    public static String explain(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        var reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
        return switch (state) {
            case "28P01", "28000" ->
                "DATABASE_URL: the database refuses the user or the password (%s)".formatted(reason);
            case "3D000" -> "DATABASE_URL: there is no such database (%s)".formatted(reason);
            case "53100" -> "The disk of the database is full (%s)".formatted(reason);
            case "53300" -> "DATABASE_URL: the database has no connection to spare (%s)".formatted(reason);
            case "57P03" ->
                "DATABASE_URL: the database is still starting (%s); try again in a moment".formatted(reason);
            case String unreachable
            when unreachable.startsWith("08") -> "DATABASE_URL: the database cannot be reached (%s)".formatted(reason);
            default -> "";
        };
    }

    private static List<String> linesFor(Throwable cause) {
        return switch (cause) {
            case StartRefused refused -> refused.lines();
            case PortInUseException taken -> List.of(portTaken(taken.getPort()));
            case BindException unbindable ->
                List.of("HOST, PORT: cannot listen there (%s)".formatted(unbindable.getMessage()));
            case SQLException database -> {
                var line = explain(database);
                yield line.isEmpty() ? List.of() : List.of(line);
            }
            default -> List.of();
        };
    }

    static String portTaken(int port) {
        return "PORT: %d is already in use on this machine; end what listens there, or set PORT to another"
                .formatted(port);
    }

    static String noSuchHost(String host, UnknownHostException unknown) {
        return "HOST: \"%s\" is not a host this machine knows (%s)".formatted(host, unknown.getMessage());
    }

    private static List<Throwable> causesOf(Throwable failure) {
        var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
        var causes = new ArrayList<Throwable>();
        for (var cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
