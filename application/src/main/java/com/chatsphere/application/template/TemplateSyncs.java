package com.chatsphere.application.template;

import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Need: remember how far we have come with Meta's templates, on all nodes alike. */
public interface TemplateSyncs {
    /** How the last attempts at an account went; empty if there was none. */
    Optional<Last> last(String waba);

    /** Whether to make an attempt now: true for one at a time, and only if the last began so long ago. */
    boolean begin(String waba, Duration pause);

    /** All of Meta's templates are taken over as they were at {@code saidAt}, Meta's time. */
    void succeeded(String waba, Counts counts, int total, Instant saidAt);

    void failed(String waba, String problem);

    /** As part of the transaction under way: something is known of the account that only asking Meta can tell in full. */
    void request(String waba);

    /** The account that a number belongs to, as Meta once told. */
    Optional<String> accountOf(PhoneNumberId number);

    void remember(PhoneNumberId number, String waba);

    /** What an attempt changed. */
    record Counts(int added, int changed, int gone) {}

    /**
     * How the last attempts went.
     *
     * @param syncedAt when one last succeeded, by our clock
     * @param saidAt up to when everything that Meta says is known, by Meta's clock
     * @param problem why the last one failed, null if it did not
     * @param isRequested whether another is asked for
     */
    record Last(
            @Nullable Instant syncedAt,
            @Nullable Instant saidAt,
            Counts counts,
            int total,
            @Nullable String problem,
            Instant triedAt,
            boolean isRequested) {}
}
