package com.chatsphere.web.login;

import com.chatsphere.application.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that prove that a form came from one of our pages: computed from the session, or, before there is one, from a
 * cookie that the login page sets.
 */
public final class CsrfTokens {
    /** Request attribute that pages read. */
    public static final String ATTRIBUTE = "csrfToken";

    public static final String HEADER = "X-CSRF-Token";
    public static final String FIELD = "_csrf";

    private static final String FORM_COOKIE = "chatsphere_form";
    private static final int RANDOM_BYTES = 24;
    private static final Duration FORM_COOKIE_AGE = Duration.ofHours(12);
    private static final String ALGORITHM = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final Secret key;
    private final SessionCookie cookie;

    public CsrfTokens(Secret key, SessionCookie cookie) {
        this.key = key;
        this.cookie = cookie;
    }

    /** The token for pages of this session. */
    public String of(Secret session) {
        return token("session", session.reveal());
    }

    /** The token for a form before login; sets the cookie it goes with. */
    String beforeLogin(HttpServletRequest request, HttpServletResponse response) {
        String value = cookie.value(request, FORM_COOKIE).orElseGet(() -> {
            byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            cookie.add(request, response, FORM_COOKIE, fresh, FORM_COOKIE_AGE);
            return fresh;
        });
        return token("form", value);
    }

    /** Whether a token belongs to the session or the login page of this browser. */
    public boolean belongs(String given, HttpServletRequest request) {
        Optional<String> ofSession = cookie.read(request).map(this::of);
        Optional<String> ofForm = cookie.value(request, FORM_COOKIE).map(value -> token("form", value));
        return Stream.of(ofSession, ofForm)
                .flatMap(Optional::stream)
                .anyMatch(right -> MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8)));
    }

    private String token(String purpose, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
            mac.update((purpose + "\0" + value).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
