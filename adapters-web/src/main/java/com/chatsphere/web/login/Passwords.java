package com.chatsphere.web.login;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Password hashes: Argon2id with 19 MiB, two passes, one lane.
 *
 * <p>A hash keeps a processor busy for some 60 ms, so few are computed at once, and few may wait; strangers cannot take the
 * machine from those who work on it.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP, password
 *     storage</a>
 */
public final class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19_456;
    private static final int PASSES = 2;
    private static final int AT_ONCE = 2;
    private static final int WAITING = 20;
    private static final int LONGEST = 1_024;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
    private final Semaphore computing = new Semaphore(AT_ONCE, true);
    private final Semaphore admitted = new Semaphore(AT_ONCE + WAITING);
    private final String nobodys = argon2.encode("nobody has this password");

    /** Too many passwords are being checked already. */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy() {
            super("too many passwords are being checked", null, false, false);
        }
    }

    public String hash(String password) {
        return inTurn(() -> String.valueOf(argon2.encode(password)));
    }

    /** Whether this is the password; takes as long when there is nobody of that name. */
    boolean matches(String password, @Nullable String hash) {
        String given = password.length() > LONGEST ? "" : password;
        return inTurn(() -> argon2.matches(given, hash == null ? nobodys : hash)) && hash != null;
    }

    /** Whether the hash was made with weaker parameters than today's. */
    boolean isOutdated(String hash) {
        return argon2.upgradeEncoding(hash);
    }

    private <T> T inTurn(Supplier<T> work) {
        if (!admitted.tryAcquire()) {
            throw new Busy();
        }
        try {
            computing.acquireUninterruptibly();
            try {
                return work.get();
            } finally {
                computing.release();
            }
        } finally {
            admitted.release();
        }
    }
}
