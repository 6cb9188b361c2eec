package com.chatsphere.persistence.agent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Secrets that are told once and kept as digests: 256 random bits need no slow hash. */
final class Token {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Token() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The tokens by their digests, as text that can be compared. */
    static Map<String, String> byDigest(Collection<String> tokens) {
        Map<String, String> byDigest = new HashMap<>();
        tokens.forEach(token -> byDigest.put(comparable(digest(token)), token));
        return byDigest;
    }

    static String comparable(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }
}
