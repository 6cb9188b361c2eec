package com.chatsphere;

import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events that read models could not take: offered to them again, in order, after every start and from time to time. */
final class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final EventProcessingConfiguration processing;

    DeadLetters(EventProcessingConfiguration processing) {
        this.processing = processing;
    }

    void tryAgain() {
        processing
                .eventProcessors()
                .keySet()
                .forEach(group ->
                        processing.sequencedDeadLetterProcessor(group).ifPresent(letters -> tryAgain(group, letters)));
    }

    private static void tryAgain(String group, SequencedDeadLetterProcessor<?> letters) {
        try {
            long taken = 0;
            while (letters.processAny()) {
                taken++;
            }
            if (taken > 0) {
                log.info("{} sequences of events set aside were taken by {}", taken, group);
            }
        } catch (RuntimeException failure) {
            log.warn("could not offer {} the events set aside, trying again later: {}", group, failure.getMessage());
        }
    }
}
