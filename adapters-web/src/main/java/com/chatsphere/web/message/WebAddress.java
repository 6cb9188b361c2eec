package com.chatsphere.web.message;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses that others gave us, of which only those of web pages may become links. */
public final class WebAddress {
    private static final Pattern SCHEME = Pattern.compile("^[\\p{Alpha}][\\p{Alnum}+.-]*:(?!\\d)");

    private WebAddress() {}

    /** The address if it is one of a web page, else null. */
    public static @Nullable String of(@Nullable String address) {
        if (address == null || address.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT)) {
            return null;
        }
        try {
            URI uri = new URI(address.strip());
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            String host = uri.getRawAuthority();
            return web && host != null && host.contains(".") && !host.contains("@") ? uri.toString() : null;
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }

    /** The same for people who leave out the scheme, as on business cards. */
    public static @Nullable String written(String address) {
        String stripped = address.strip();
        return of(SCHEME.matcher(stripped).find() ? stripped : "https://" + stripped);
    }
}
