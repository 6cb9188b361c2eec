package com.chatsphere.meta.webhook;

import com.chatsphere.application.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What Meta signs a delivery with: HMAC-SHA256 over the bytes as they were sent, keyed with the app secret.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads">Meta, validating
 *     payloads</a>
 */
public final class WebhookSignature {
    public static final String HEADER = "X-Hub-Signature-256";
    private static final String PREFIX = "sha256=";
    private static final int HEX_DIGITS = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] digest;

    private WebhookSignature(byte[] digest) {
        this.digest = digest;
    }

    /** Reads the header; empty unless it is exactly what Meta documents: the prefix and 64 lower-case hex digits. */
    static Optional<WebhookSignature> parse(@Nullable String header) {
        if (header == null || header.length() != PREFIX.length() + HEX_DIGITS || !header.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String hex = header.substring(PREFIX.length());
        if (!hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return Optional.empty();
        }
        return Optional.of(new WebhookSignature(HexFormat.of().parseHex(hex)));
    }

    /** Whether one of the secrets signed this body; takes as long for a wrong one as for a right one. */
    boolean isBy(Collection<Secret> secrets, byte[] body) {
        boolean genuine = false;
        for (Secret secret : secrets) {
            genuine |= MessageDigest.isEqual(digest, hmac(secret, body));
        }
        return genuine;
    }

    /** The header's value for a body. */
    public static String of(byte[] body, Secret secret) {
        return PREFIX + HexFormat.of().formatHex(hmac(secret, body));
    }

    private static byte[] hmac(Secret secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}
