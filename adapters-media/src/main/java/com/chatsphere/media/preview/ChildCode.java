package com.chatsphere.media.preview;

import java.io.File;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the code of the process lies, as arguments of {@code java}.
 *
 * @param arguments class path and main class
 */
record ChildCode(List<String> arguments) {
    private static final String MAIN = PreviewProcess.class.getName();
    private static final String NESTED = "nested:";
    private static final String IN_THE_JAR = "/!";

    /** Where this program runs from: a class path, or jars within the jar that Spring Boot packaged. */
    static ChildCode ofThisProgram() {
        URL code = PreviewProcess.class.getProtectionDomain().getCodeSource().getLocation();
        var place = code.getFile();
        if (code.getProtocol().equals("jar") && place.startsWith(NESTED) && place.contains(IN_THE_JAR)) {
            var jar = place.substring(NESTED.length(), place.indexOf(IN_THE_JAR));
            return ofBootJar(Path.of(URLDecoder.decode(jar.replace("+", "%2B"), StandardCharsets.UTF_8)));
        }
        return ofClassPath(System.getProperty("java.class.path"));
    }

    /** The launcher of Spring Boot finds the jars within, but takes the main class from a property. */
    static ChildCode ofBootJar(Path jar) {
        return new ChildCode(List.of(
                "-Dloader.main=" + MAIN,
                "-cp",
                jar.toAbsolutePath().toString(),
                "org.springframework.boot.loader.launch.PropertiesLauncher"));
    }

    static ChildCode ofClassPath(String classPath) {
        var absolute = Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new ChildCode(List.of("-cp", absolute, MAIN));
    }
}
