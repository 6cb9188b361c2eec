package com.chatsphere.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.message.Transcript;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThreadPlaceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    @Test
    void readsWhatItPrints() {
        Transcript.Cursor place = new Transcript.Cursor(NOON, 42);

        assertThat(ThreadPlace.parse(ThreadPlace.print(place))).isEqualTo(place);
    }

    @Test
    void sortsAsTextLikeTheThread() {
        String earlier = ThreadPlace.print(new Transcript.Cursor(NOON, 9));
        String laterArrival = ThreadPlace.print(new Transcript.Cursor(NOON, 10));
        String later = ThreadPlace.print(new Transcript.Cursor(NOON.plusSeconds(1), 1));

        assertThat(earlier).isLessThan(laterArrival);
        assertThat(laterArrival).isLessThan(later);
    }

    @Test
    void knowsNoPlaceInOtherText() {
        assertThat(ThreadPlace.parse("")).isNull();
        assertThat(ThreadPlace.parse("x".repeat(28))).isNull();
        assertThat(ThreadPlace.parse("1".repeat(29))).isNull();
    }
}
