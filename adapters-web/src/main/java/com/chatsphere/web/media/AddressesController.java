package com.chatsphere.web.media;

import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.media.MediaAddresses.Signed;
import com.chatsphere.web.login.LoggedIn;
import com.chatsphere.web.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Signs addresses of files for the login that asks.
 *
 * <p>What the live feed brings is the same for every viewer, so it names files and has no addresses.
 */
@RestController
class AddressesController {
    private static final int MOST = 200;

    private final MediaAddresses addresses;
    private final Clock clock;

    AddressesController(MediaAddresses addresses, Clock clock) {
        this.addresses = addresses;
        this.clock = clock;
    }

    @PostMapping("/media/addresses")
    Map<String, Address> sign(LoggedIn login, @RequestBody Wish wish) {
        if (wish.files() == null || wish.files().isEmpty() || wish.files().size() > MOST) {
            throw Problem.badRequest("wrong_count", "files takes 1 to %d entries.".formatted(MOST));
        }
        Instant now = clock.instant();
        Map<String, Address> answer = new LinkedHashMap<>();
        for (@Nullable String text : wish.files()) {
            FileWish file = text == null ? null : FileWish.parse(text);
            if (file == null) {
                throw Problem.badRequest(
                        "invalid_field", "files has entries of the form <id>/original and <id>/thumbnail.");
            }
            Signed signed = addresses.sign(file.file(), file.variant(), login.token());
            answer.put(
                    file.toString(),
                    new Address(
                            signed.path(),
                            signed.expiresAt(),
                            Duration.between(now, signed.expiresAt()).toSeconds()));
        }
        return answer;
    }

    /** Which files are wanted: {@code <id>/original} and {@code <id>/thumbnail}. */
    record Wish(@Nullable List<@Nullable String> files) {}

    /**
     * Where one is.
     *
     * @param seconds until then, for those whose clock goes wrong
     */
    record Address(String url, Instant expiresAt, long seconds) {}
}
