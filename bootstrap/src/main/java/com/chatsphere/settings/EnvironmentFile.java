package com.chatsphere.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A {@code .env} file: {@code NAME=value} lines as shells and compose files write them. */
final class EnvironmentFile {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern QUOTED = Pattern.compile("(?:'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\")\\s*(?:#.*)?");
    private static final Pattern TRAILING_COMMENT = Pattern.compile("(?:^|\\s+)#.*$");

    private EnvironmentFile() {}

    static Map<String, String> in(Path folder) {
        var file = folder.resolve(".env");
        try {
            return parse(Files.readAllLines(file));
        } catch (NoSuchFileException none) {
            return Map.of();
        } catch (IOException unreadable) {
            throw new StartRefused(".env: %s cannot be read (%s)".formatted(file, DataFolder.reasonOf(unreadable)));
        }
    }

    /** Complains by line number only, for the line may hold a secret. */
    static Map<String, String> parse(List<String> lines) {
        var values = new LinkedHashMap<String, String>();
        var problems = new ArrayList<String>();
        for (var index = 0; index < lines.size(); index++) {
            var line = lines.get(index).replaceFirst("^\uFEFF", "");
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            var assignment = ASSIGNMENT.matcher(line);
            var value = assignment.matches() ? value(assignment.group(2)) : null;
            if (value == null) {
                problems.add(".env: line %d is not of the form NAME=value".formatted(index + 1));
            } else {
                values.put(assignment.group(1), value);
            }
        }
        if (!problems.isEmpty()) {
            throw new StartRefused(problems);
        }
        return values;
    }

    private static @Nullable String value(String raw) {
        if (!raw.startsWith("'") && !raw.startsWith("\"")) {
            return TRAILING_COMMENT.matcher(raw).replaceFirst("");
        }
        var quoted = QUOTED.matcher(raw);
        if (!quoted.matches()) {
            return null;
        }
        var single = quoted.group(1);
        return single != null ? single : unescaped(quoted.group(2));
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(.)").matcher(text).replaceAll(match -> switch (match.group(1)) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case String literal -> Matcher.quoteReplacement(literal);
        });
    }
}
