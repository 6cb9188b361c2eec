package com.chatsphere.web.media;

import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.media.MediaFiles;
import com.chatsphere.application.media.MediaFiles.Served;
import com.chatsphere.application.media.MediaStore;
import com.chatsphere.web.login.LoggedIn;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands out the files of messages: to whoever is logged in, by an address that was signed for that very login. */
@Controller
class FileController {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final int LONGEST_SIGNATURE = 256;

    private final MediaAddresses addresses;
    private final MediaFiles files;
    private final MediaStore store;
    private final Clock clock;

    FileController(MediaAddresses addresses, MediaFiles files, MediaStore store, Clock clock) {
        this.addresses = addresses;
        this.files = files;
        this.store = store;
        this.clock = clock;
    }

    @GetMapping("/media/{file}/{variant}")
    void show(
            LoggedIn login,
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable String file,
            @PathVariable String variant,
            @RequestParam(required = false) @Nullable String expires,
            @RequestParam(required = false) @Nullable String signature,
            @RequestParam(required = false) @Nullable String download)
            throws IOException {
        FileWish wish = FileWish.of(file, variant);
        if (wish == null) {
            throw notFound();
        }
        Duration life = lifeOf(wish, expires, signature, login);
        Served served = files.served(wish.file(), wish.variant()).orElseThrow(FileController::notFound);
        new FileAnswer(served, wish.variant(), life, download != null).write(request, response, store);
    }

    /** How much longer the address holds, if it does. */
    private Duration lifeOf(FileWish wish, @Nullable String expires, @Nullable String signature, LoggedIn login) {
        if (expires == null || signature == null) {
            throw unauthorized("signature_missing", "Missing signature parameters.");
        }
        if (!SECONDS.matcher(expires).matches()) {
            throw Problem.badRequest("invalid_expiration", "Invalid expiration parameter.");
        }
        if (signature.length() > LONGEST_SIGNATURE) {
            throw forged();
        }
        return switch (addresses.check(wish.file(), wish.variant(), expires, signature, login.token())) {
            case HOLDS -> Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(expires)));
            case EXPIRED -> throw unauthorized("signature_expired", "Signed URL has expired.");
            case FORGED -> throw forged();
        };
    }

    private static Problem unauthorized(String code, String sentence) {
        return new Problem(HttpStatus.UNAUTHORIZED, code, sentence);
    }

    private static Problem forged() {
        return new Problem(HttpStatus.FORBIDDEN, "signature_invalid", "Invalid signed URL signature.");
    }

    static Problem notFound() {
        return Problem.notFound("Not found");
    }
}
