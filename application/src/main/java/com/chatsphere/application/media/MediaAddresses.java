package com.chatsphere.application.media;

import com.chatsphere.application.Secret;
import com.chatsphere.domain.message.FileId;
import java.time.Instant;
import java.util.Locale;

/**
 * Need: addresses of files that hold for one login and a short time.
 *
 * <p>An address stays the same for a while, so that browsers need not load again what they have.
 */
public interface MediaAddresses {
    /** {@code /media/<file>/<variant>?expires=<epoch seconds>&signature=<hex>}, for whoever logged in with this token. */
    Signed sign(FileId file, Variant variant, Secret login);

    /** Whether this was signed, for this login, and for how long. */
    Verdict check(FileId file, Variant variant, String expires, String signature, Secret login);

    /** An address, and until when it holds. */
    record Signed(String path, Instant expiresAt) {}

    /** What of a file is asked for. */
    enum Variant {
        ORIGINAL,
        THUMBNAIL;

        /** As it stands in the address. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is thought of a signature. */
    enum Verdict {
        HOLDS,
        EXPIRED,
        FORGED
    }
}
