package com.chatsphere;

import com.chatsphere.application.message.FaultPoint;
import com.chatsphere.application.message.Faults;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Lets a test end the process at a named place on a message's way out, as a power cut would; never outside its profile. */
@Configuration(proxyBeanMethods = false)
class FaultInjection {
    /** For example {@code ANSWERED}, or {@code ANSWERED:3} for the third time; no setting, and not named like one. */
    static final String VARIABLE = "FAULT_POINT";

    static final String PROFILE = "fault-injection";
    private static final int KILLED = 137;

    @Bean
    @Profile("!" + PROFILE)
    Faults noFaults() {
        return Faults.NONE;
    }

    @Bean
    @Profile(PROFILE)
    Faults faults() {
        return halting(System.getenv());
    }

    private static Faults halting(Map<String, String> environment) {
        String[] wanted = environment.getOrDefault(VARIABLE, "").split(":", 2);
        if (wanted[0].isEmpty()) {
            return Faults.NONE;
        }
        FaultPoint point = FaultPoint.valueOf(wanted[0]);
        AtomicInteger left = new AtomicInteger(wanted.length == 1 ? 1 : Integer.parseInt(wanted[1]));
        return reached -> {
            if (reached == point && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
    }
}
