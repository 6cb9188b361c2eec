import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks or repairs the format of every Java file: Palantir's layout, imports sorted and none unused. */
class FormatSources {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    public static void main(String[] arguments) throws IOException {
        var root = Path.of(arguments[0]);
        var repair = arguments[1].equals("repair");
        var unformatted = sourcesIn(root).parallelStream()
                .filter(file -> differs(file, repair))
                .sorted()
                .toList();
        if (repair || unformatted.isEmpty()) {
            return;
        }
        unformatted.forEach(file -> System.err.println("Not formatted: " + root.relativize(file)));
        System.err.println("Repair with: ./mvnw -N validate exec:exec@format");
        System.exit(1);
    }

    private static List<Path> sourcesIn(Path root) throws IOException {
        var source = FileSystems.getDefault().getPathMatcher("glob:{src,*/src}/**.java");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> source.matches(root.relativize(file))).toList();
        }
    }

    private static boolean differs(Path file, boolean repair) {
        try {
            var source = Files.readString(file);
            var formatted = FORMATTER.formatSourceAndFixImports(source);
            if (formatted.equals(source)) {
                return false;
            }
            if (repair) {
                Files.writeString(file, formatted);
            }
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (FormatterException failure) {
            throw new IllegalStateException(file + ": " + failure.getMessage(), failure);
        }
    }
}
