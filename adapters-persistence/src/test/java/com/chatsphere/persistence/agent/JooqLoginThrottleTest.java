package com.chatsphere.persistence.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.persistence.eventstore.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JooqLoginThrottleTest {
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final JooqLoginThrottle throttle = new JooqLoginThrottle(database.dsl());

    @Test
    void fiveFailuresOfANameAreFreeAndEachFurtherOneDoublesTheWait() {
        fail("sara", HERE, 4);
        assertThat(throttle.waitFor("sara", HERE)).isZero();
        fail("sara", HERE, 1);
        assertThat(throttle.waitFor("sara", HERE)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        fail("sara", HERE, 4);
        assertThat(throttle.waitFor("sara", HERE)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(64));
        fail("sara", HERE, 10);
        assertThat(throttle.waitFor("sara", HERE)).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
    }

    @Test
    void nobodyLocksSomebodyElseOut() {
        fail("sara", HERE, 10);
        assertThat(throttle.waitFor("sara", ELSEWHERE)).isZero();
        assertThat(throttle.waitFor("omar", HERE)).isZero();
    }

    @Test
    void manyNamesFromOneAddressAreCountedForTheAddress() {
        for (int name = 0; name < 20; name++) {
            fail("name" + name, HERE, 1);
        }
        assertThat(throttle.waitFor("somebody new", HERE)).isPositive();
        assertThat(throttle.waitFor("somebody new", ELSEWHERE)).isZero();
    }

    @Test
    void successForgivesTheNameAndTheAddressKeepsItsCount() {
        fail("sara", HERE, 5);
        throttle.succeeded("sara", HERE);
        assertThat(throttle.waitFor("sara", HERE)).isZero();
        fail("omar", HERE, 15);
        assertThat(throttle.waitFor("sara", HERE)).isPositive();
    }

    @Test
    void failuresAreForgottenAfterAWhile() {
        fail("sara", HERE, 10);
        database.dsl().execute("UPDATE login_failure SET failed_at = now() - interval '16 minutes'");
        assertThat(throttle.waitFor("sara", HERE)).isZero();
    }

    @Test
    void namesOfAnyKindAreCounted() {
        fail("NUL \0 " + "x".repeat(500), HERE, 5);
        assertThat(throttle.waitFor("NUL \0 " + "x".repeat(500), HERE)).isPositive();
    }

    private void fail(String username, String address, int times) {
        for (int time = 0; time < times; time++) {
            throttle.failed(username, address);
        }
    }
}
