package com.chatsphere.web.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The style sheets, scripts and images of the pages, under addresses that name their content.
 *
 * <p>All of them share one prefix, a digest of everything, so that scripts can import each other by relative path and
 * browsers may keep them for a year.
 */
public final class Assets {
    static final String LOCATION = "classpath:/static/assets/";
    private static final int VERSION_LENGTH = 12;

    private final String version;
    private final List<String> styles;
    private final List<String> scripts;

    Assets() {
        try {
            Resource[] all = new PathMatchingResourcePatternResolver().getResources("classpath*:/static/assets/**/*.*");
            List<Resource> sorted = Stream.of(all)
                    .filter(Resource::isReadable)
                    .sorted(Comparator.comparing(Assets::path))
                    .toList();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Resource resource : sorted) {
                digest.update(path(resource).getBytes(StandardCharsets.UTF_8));
                digest.update(resource.getContentAsByteArray());
            }
            version = HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
            styles = sorted.stream()
                    .map(Assets::path)
                    .filter(path -> path.endsWith(".css"))
                    .toList();
            scripts = sorted.stream()
                    .map(Assets::path)
                    .filter(path -> path.endsWith(".js"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    String version() {
        return version;
    }

    /** The address of a file, for example of {@code js/app.js}. */
    public String address(String path) {
        return "/assets/" + version + "/" + path;
    }

    /** All style sheets; their cascade layers say which one wins, the first file says the order of the layers. */
    public List<String> styles() {
        return styles;
    }

    /** All scripts, for the browser to load side by side. */
    public List<String> scripts() {
        return scripts;
    }

    private static String path(Resource resource) {
        try {
            String address = resource.getURL().toString();
            return address.substring(address.lastIndexOf("/static/assets/") + "/static/assets/".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
