package com.chatsphere.web.api;

import com.chatsphere.application.Readiness;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells load balancers and people whether webhooks can be taken. */
@RestController
class HealthController {
    private final ApplicationAvailability availability;
    private final Readiness readiness;
    private final Clock clock;

    HealthController(ApplicationAvailability availability, Readiness readiness, Clock clock) {
        this.availability = availability;
        this.readiness = readiness;
        this.clock = clock;
    }

    @GetMapping("/health")
    ResponseEntity<Health> show() {
        Optional<String> problem = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                ? readiness.problem()
                : Optional.of("starting or stopping");
        return problem.map(words -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .body(new Health("unavailable", clock.instant(), words)))
                .orElseGet(() -> ResponseEntity.ok(new Health("ok", clock.instant(), null)));
    }

    /** How it is. */
    record Health(
            String status, Instant timestamp, @Nullable String problem) {}
}
