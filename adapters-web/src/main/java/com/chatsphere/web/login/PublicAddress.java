package com.chatsphere.web.login;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Where this installation is reached: as set, or else as the request itself says.
 *
 * <p>Without a setting only host and port are compared, because a proxy that ends TLS hides the scheme.
 */
public final class PublicAddress {
    private final @Nullable URI publicBaseUrl;

    public PublicAddress(@Nullable URI publicBaseUrl) {
        this.publicBaseUrl = publicBaseUrl;
    }

    /** How this installation is addressed from outside, without a slash at the end. */
    public String base(HttpServletRequest request) {
        if (publicBaseUrl != null) {
            return publicBaseUrl.toString().replaceAll("/+$", "");
        }
        String host = request.getHeader(HttpHeaders.HOST);
        return "%s://%s".formatted(request.getScheme(), host == null ? request.getServerName() : host);
    }

    /** Whether the browser talks to us by https. */
    public boolean isSecure(HttpServletRequest request) {
        return request.isSecure() || (publicBaseUrl != null && "https".equalsIgnoreCase(publicBaseUrl.getScheme()));
    }

    /** Whether an {@code Origin} header names this installation. */
    public boolean isOwn(String origin, HttpServletRequest request) {
        Optional<URI> named = parse(origin);
        if (named.isEmpty()) {
            return false;
        }
        String scheme = named.get().getScheme().toLowerCase(Locale.ROOT);
        String authority = authority(scheme, named.get().getRawAuthority());
        if (publicBaseUrl != null) {
            return scheme.equalsIgnoreCase(publicBaseUrl.getScheme())
                    && authority.equals(authority(scheme, publicBaseUrl.getRawAuthority()));
        }
        String host = request.getHeader(HttpHeaders.HOST);
        return host != null && authority.equals(authority(scheme, host));
    }

    private static Optional<URI> parse(String origin) {
        try {
            URI uri = URI.create(origin);
            boolean wellFormed = ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getRawAuthority() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty();
            return wellFormed ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String authority(String scheme, String authority) {
        String usual = scheme.equals("https") ? ":443" : ":80";
        String lowered = authority.toLowerCase(Locale.ROOT);
        return lowered.endsWith(usual) ? lowered.substring(0, lowered.length() - usual.length()) : lowered;
    }
}
