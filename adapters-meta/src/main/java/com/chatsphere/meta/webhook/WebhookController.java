package com.chatsphere.meta.webhook;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.webhook.WebhookDeliveries;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Meta delivers: takes what is genuine, keeps it, and only then says so.
 *
 * <p>Nothing else happens here. What is inside a delivery is read later, so that nothing inside it can make us refuse it.
 */
@RestController
@RequestMapping("/webhook/meta")
class WebhookController {
    private static final Logger log = LoggerFactory.getLogger(WebhookController.class);
    private static final int LONGEST_BODY = 4 * 1024 * 1024;
    private static final int FIRST_BUFFER = 16 * 1024;
    private static final int LONGEST_HEADER = 256;
    private static final List<String> KEPT_HEADERS = List.of("Content-Type", "Content-Length", "User-Agent");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    private final Instances instances;
    private final WebhookDeliveries deliveries;
    private final RefusalCount refusals;
    private final UnsignedTraffic unsigned = new UnsignedTraffic(System::nanoTime);
    private final AtomicBoolean keeping = new AtomicBoolean(true);

    WebhookController(Instances instances, WebhookDeliveries deliveries, RefusalCount refusals) {
        this.instances = instances;
        this.deliveries = deliveries;
        this.refusals = refusals;
    }

    /** Meta's handshake: whoever knows the verify token gets the challenge back. */
    @GetMapping
    ResponseEntity<byte[]> shakeHands(HttpServletRequest request) {
        String token = only(request.getParameterValues("hub.verify_token"));
        String challenge = only(request.getParameterValues("hub.challenge"));
        boolean known = token != null && isVerifyToken(token);
        if (known
                && challenge != null
                && CHALLENGE.matcher(challenge).matches()
                && "subscribe".equals(only(request.getParameterValues("hub.mode")))) {
            return answer(HttpStatus.OK, challenge);
        }
        return refuse(request, HttpStatus.FORBIDDEN, RefusalCount.VERIFY_TOKEN);
    }

    @PostMapping
    ResponseEntity<byte[]> keep(HttpServletRequest request) throws IOException {
        List<Secret> appSecrets = secrets(Instance::appSecret);
        if (appSecrets.isEmpty()) {
            refusals.refused(RefusalCount.NO_SECRET);
            return answer(HttpStatus.SERVICE_UNAVAILABLE, "No app secret is set.");
        }
        Optional<WebhookSignature> signature = signature(request);
        if (signature.isEmpty()) {
            return refuse(request, HttpStatus.UNAUTHORIZED, RefusalCount.SIGNATURE);
        }
        byte[] body = body(request);
        if (body == null) {
            refusals.refused(RefusalCount.TOO_LARGE);
            return answer(HttpStatus.CONTENT_TOO_LARGE, "A delivery has at most 4 MiB.");
        }
        if (!signature.get().isBy(appSecrets, body)) {
            return refuse(request, HttpStatus.UNAUTHORIZED, RefusalCount.SIGNATURE);
        }
        try {
            deliveries.keep(body, keptHeaders(request));
        } catch (WebhookDeliveries.Unavailable unavailable) {
            if (keeping.getAndSet(false)) {
                log.error("Deliveries cannot be kept and are refused, so that Meta repeats them", unavailable);
            }
            refusals.refused(RefusalCount.NOT_KEPT);
            return answer(HttpStatus.SERVICE_UNAVAILABLE, "It could not be kept. Please deliver it again.");
        }
        if (!keeping.get() && keeping.compareAndSet(false, true)) {
            log.info("Deliveries are kept again");
        }
        return ResponseEntity.ok().build();
    }

    private static Optional<WebhookSignature> signature(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(WebhookSignature.HEADER));
        return headers.size() == 1 ? WebhookSignature.parse(headers.getFirst()) : Optional.empty();
    }

    /** The bytes as received, or null when there are too many; never holds more than one too many. */
    private static byte @Nullable [] body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > LONGEST_BODY) {
            return null;
        }
        InputStream input = request.getInputStream();
        byte[] buffer = new byte[Math.max(FIRST_BUFFER, request.getContentLength() + 1)];
        int length = 0;
        for (int read = input.read(buffer); read >= 0; read = input.read(buffer, length, buffer.length - length)) {
            length += read;
            if (length > LONGEST_BODY) {
                return null;
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, LONGEST_BODY + 1));
            }
        }
        return Arrays.copyOf(buffer, length);
    }

    private static Map<String, String> keptHeaders(HttpServletRequest request) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : KEPT_HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                kept.put(name.toLowerCase(Locale.ROOT), value.substring(0, Math.min(value.length(), LONGEST_HEADER)));
            }
        }
        return kept;
    }

    private boolean isVerifyToken(String given) {
        byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (Secret expected : secrets(Instance::verifyToken)) {
            known |= MessageDigest.isEqual(expected.bytes(), bytes);
        }
        return known;
    }

    private List<Secret> secrets(Function<Instance, @Nullable Secret> which) {
        Collection<Instance> all = instances.all();
        List<Secret> distinct = new ArrayList<>(1);
        for (Instance instance : all) {
            Secret secret = which.apply(instance);
            if (secret != null
                    && distinct.stream().noneMatch(other -> Objects.equals(other.reveal(), secret.reveal()))) {
                distinct.add(secret);
            }
        }
        return distinct;
    }

    private ResponseEntity<byte[]> refuse(HttpServletRequest request, HttpStatus status, String reason) {
        if (!unsigned.allows(request.getRemoteAddr())) {
            refusals.refused(RefusalCount.TOO_MANY);
            return answer(HttpStatus.TOO_MANY_REQUESTS, "Too many requests that could not be believed.");
        }
        refusals.refused(reason);
        return answer(status, "");
    }

    private static ResponseEntity<byte[]> answer(HttpStatus status, String text) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header("X-Content-Type-Options", "nosniff")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String only(String @Nullable [] values) {
        return values != null && values.length == 1 ? values[0] : null;
    }
}
