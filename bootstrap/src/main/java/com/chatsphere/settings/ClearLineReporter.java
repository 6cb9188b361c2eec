package com.chatsphere.settings;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Keeps Spring Boot's own report away from failures that have a clear line.
 *
 * <p>{@link StartFailure#orExit} prints that line once the failure reaches the main method.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ClearLineReporter implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        return !StartFailure.explain(failure).isEmpty();
    }
}
