package com.chatsphere.media;

import com.chatsphere.application.Secret;
import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.domain.message.FileId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses signed with HMAC-SHA256 over the file, what is asked for of it, until when, and a digest of the login.
 *
 * <p>Times of expiry are half a lifetime apart: within that the same login gets the same address, and every address holds for at least the
 * other half.
 */
public final class HmacMediaAddresses implements MediaAddresses {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern EXPIRES = Pattern.compile("[1-9][0-9]{0,11}");

    private final SecretKeySpec key;
    private final long lifetime;
    private final long step;
    private final Clock clock;

    /** @param lifetime at least a second */
    public HmacMediaAddresses(Secret secret, Duration lifetime, Clock clock) {
        if (lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("an address holds for at least a second");
        }
        this.key = new SecretKeySpec(secret.bytes(), ALGORITHM);
        this.lifetime = lifetime.toSeconds();
        this.step = Math.max(1, this.lifetime / 2);
        this.clock = clock;
    }

    @Override
    public Signed sign(FileId file, Variant variant, Secret login) {
        var expires = (clock.instant().getEpochSecond() + lifetime) / step * step;
        return new Signed(
                "/media/%s/%s?expires=%d&signature=%s"
                        .formatted(file, variant.word(), expires, signature(file, variant, expires, login)),
                Instant.ofEpochSecond(expires));
    }

    @Override
    public Verdict check(FileId file, Variant variant, String expires, String signature, Secret login) {
        if (!EXPIRES.matcher(expires).matches()) {
            return Verdict.FORGED;
        }
        var until = Long.parseLong(expires);
        var right = signature(file, variant, until, login);
        if (!MessageDigest.isEqual(
                right.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))) {
            return Verdict.FORGED;
        }
        return clock.instant().isBefore(Instant.ofEpochSecond(until)) ? Verdict.HOLDS : Verdict.EXPIRED;
    }

    /** Every part but the last has a fixed length, so that no two different wholes are the same bytes. */
    private String signature(FileId file, Variant variant, long expires, Secret login) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(login.bytes());
            var word = variant.word().getBytes(StandardCharsets.UTF_8);
            var whole = ByteBuffer.allocate(3 * Long.BYTES + digest.length + word.length)
                    .putLong(file.value().getMostSignificantBits())
                    .putLong(file.value().getLeastSignificantBits())
                    .putLong(expires)
                    .put(digest)
                    .put(word);
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(whole.array()));
        } catch (GeneralSecurityException inNoJdk) {
            throw new IllegalStateException(inNoJdk);
        }
    }
}
