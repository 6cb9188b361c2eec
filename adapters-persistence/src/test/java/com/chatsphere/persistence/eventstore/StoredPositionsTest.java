package com.chatsphere.persistence.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** How far a read model has come survives being stored. */
class StoredPositionsTest {
    private final Serializer serializer = EventJson.serializer();

    @Test
    void keepsAPlainPosition() {
        assertThat(storedAndRead(GapAwareTrackingToken.newInstance(48, List.of())))
                .isEqualTo(GapAwareTrackingToken.newInstance(48, List.of()));
    }

    /** Where every read model begins that is new to a store with events in it. */
    @Test
    void keepsAPositionWithinAReplay() {
        TrackingToken end = GapAwareTrackingToken.newInstance(48, List.of());
        assertThat(storedAndRead(ReplayToken.createReplayToken(end))).isEqualTo(ReplayToken.createReplayToken(end));
    }

    private TrackingToken storedAndRead(TrackingToken token) {
        return serializer.deserialize(serializer.serialize(token, byte[].class));
    }
}
