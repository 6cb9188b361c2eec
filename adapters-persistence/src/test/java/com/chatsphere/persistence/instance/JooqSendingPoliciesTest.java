package com.chatsphere.persistence.instance;

import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.instance.SendingPolicy;
import com.chatsphere.application.instance.SendingPolicy.ReadReceipts;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.persistence.eventstore.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JooqSendingPoliciesTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final JooqSendingPolicies policies = new JooqSendingPolicies(database.dsl());

    @Test
    void aNumberOfWhichNothingWasChosenBehavesAsUsual() {
        assertThat(policies.of(SUPPORT)).isEqualTo(SendingPolicy.USUAL);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasChosenLastHoldsForThatNumberAlone(ReadReceipts receipts) {
        policies.choose(SUPPORT, new SendingPolicy(1_000, ReadReceipts.ON_OPENING, true));
        SendingPolicy last = new SendingPolicy(20, receipts, false);
        policies.choose(SUPPORT, last);
        policies.choose(SUPPORT, last);
        assertThat(policies.of(SUPPORT)).isEqualTo(last);
        assertThat(policies.of(new PhoneNumberId("200000000000002"))).isEqualTo(SendingPolicy.USUAL);
    }

    @Test
    void theSenderKeepsTheChosenPaceAndLosesNothingOfWhatItCounts() {
        database.dsl()
                .execute("INSERT INTO sending_pace (phone_number_id, outages) VALUES ('%s', 3)".formatted(SUPPORT));
        assertThat(policies.of(SUPPORT)).isEqualTo(SendingPolicy.USUAL);
        policies.choose(SUPPORT, new SendingPolicy(250, ReadReceipts.NEVER, false));
        assertThat(database.number("SELECT per_second FROM sending_pace")).isEqualTo(250);
        assertThat(database.number("SELECT outages FROM sending_pace")).isEqualTo(3);
    }
}
