package com.chatsphere.settings;

import com.chatsphere.application.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a PostgreSQL database, written as PostgreSQL's own tools or as Java's drivers write it.
 *
 * <p>User and password are taken out of the address, so that it can be logged. Its parameters are kept; those that
 * PostgreSQL's tools call otherwise than its Java driver are translated (PostgreSQL manual, "Connection URIs"; pgjdbc
 * documentation, "Connection Parameters").
 */
record DatabaseUrl(String jdbcUrl, String user, @Nullable Secret password) {
    private static final String EXAMPLE = "postgres://user:password@host:5432/database";

    private static final Pattern URL =
            Pattern.compile("(?:jdbc:)?(?:postgres|postgresql)://(?:([^/?#]*)@)?([^/?@]*)/([^/?#@]+)(?:\\?([^#]*))?");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

    private static final Map<String, String> JAVA_NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "keepalives", "tcpKeepAlive",
            "sslpassword", "sslpassword");

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException saying what is wrong, without any part of the address, which may be a secret
     */
    static DatabaseUrl parse(String text) {
        var url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException(
                    "is not of the form %s (characters such as / ? # @ in the password are written %%2F %%3F %%23 %%40)"
                            .formatted(EXAMPLE));
        }
        var credentials = url.group(1) == null ? new String[0] : url.group(1).split(":", 2);
        var user = credentials.length > 0 ? decoded(credentials[0]) : "";
        var password = credentials.length > 1 ? decoded(credentials[1]) : "";
        var kept = new ArrayList<String>();
        for (var parameter : parameters(url.group(4))) {
            var equals = parameter.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("has a parameter that is not of the form name=value");
            }
            var name = decoded(parameter.substring(0, equals));
            var value = decoded(parameter.substring(equals + 1));
            switch (name) {
                case "user" -> user = value;
                case "password" -> password = value;
                default -> kept.add(encoded(JAVA_NAMES.getOrDefault(name, name)) + "=" + encoded(value));
            }
        }
        if (user.isEmpty()) {
            throw new IllegalArgumentException("names no user; its form is " + EXAMPLE);
        }
        var address = "jdbc:postgresql://%s/%s".formatted(hosts(url.group(2)), encoded(decoded(url.group(3))));
        return new DatabaseUrl(
                kept.isEmpty() ? address : address + "?" + String.join("&", kept),
                user,
                password.isEmpty() ? null : new Secret(password));
    }

    private static List<String> parameters(@Nullable String query) {
        return query == null || query.isEmpty() ? List.of() : List.of(query.split("&"));
    }

    private static String hosts(String text) {
        var hosts = new ArrayList<String>();
        for (var host : text.split(",", -1)) {
            var parts = HOST.matcher(host);
            if (!parts.matches()) {
                throw new IllegalArgumentException("names no host, or one that is not a name or an address");
            }
            var port = parts.group(2) == null ? 5432 : Integer.parseInt(parts.group(2));
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("has a port outside 1 to 65535");
            }
            hosts.add(parts.group(1) + ":" + port);
        }
        return String.join(",", hosts);
    }

    /** Unlike in a form, a plus sign stands for itself. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("has a % that is not followed by two hexadecimal digits", broken);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
