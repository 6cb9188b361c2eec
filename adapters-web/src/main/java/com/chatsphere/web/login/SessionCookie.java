package com.chatsphere.web.login;

import com.chatsphere.application.Secret;
import com.chatsphere.application.agent.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The cookie that names a session.
 *
 * <p>Over https its name begins with {@code __Host-}: browsers then take it from this very host only, and never send it in
 * the clear. Over plain http, as in a first try on one's own machine, browsers would refuse such a cookie.
 */
public final class SessionCookie {
    private static final String NAME = "chatsphere_session";
    private static final int LONGEST = 256;

    private final PublicAddress publicAddress;

    public SessionCookie(PublicAddress publicAddress) {
        this.publicAddress = publicAddress;
    }

    public Optional<Secret> read(HttpServletRequest request) {
        return value(request, NAME).map(Secret::new);
    }

    void write(HttpServletRequest request, HttpServletResponse response, String token) {
        add(request, response, NAME, token, Sessions.LONGEST);
    }

    void expire(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, NAME, "", Duration.ZERO);
    }

    Optional<String> value(HttpServletRequest request, String name) {
        Cookie cookie = WebUtils.getCookie(request, fullName(request, name));
        return cookie == null
                        || cookie.getValue().isEmpty()
                        || cookie.getValue().length() > LONGEST
                ? Optional.empty()
                : Optional.of(cookie.getValue());
    }

    void add(HttpServletRequest request, HttpServletResponse response, String name, String value, Duration age) {
        ResponseCookie cookie = ResponseCookie.from(fullName(request, name), value)
                .path("/")
                .httpOnly(true)
                .secure(publicAddress.isSecure(request))
                .sameSite("Lax")
                .maxAge(age)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private String fullName(HttpServletRequest request, String name) {
        return publicAddress.isSecure(request) ? "__Host-" + name : name;
    }
}
