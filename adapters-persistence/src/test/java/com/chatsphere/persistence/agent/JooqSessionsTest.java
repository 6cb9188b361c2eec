package com.chatsphere.persistence.agent;

import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.jooq.Tables.AGENT_ACCOUNT;
import static com.chatsphere.persistence.jooq.Tables.AGENT_SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.agent.Accounts.Account;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.domain.agent.Username;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JooqSessionsTest {
    private static final AgentId OMAR = AgentId.of("5aaa5aaa-0000-4000-8000-000000000002");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final JooqAccounts accounts = new JooqAccounts(database.dsl());
    private final JooqSessions sessions = new JooqSessions(database.dsl());

    @BeforeEach
    void openAccounts() {
        accounts.open(SARA, new Username("sara"), Role.ADMIN, "hash");
        accounts.open(OMAR, new Username("omar"), Role.USER, "hash");
    }

    @Test
    void aTokenNamesTheUserWhoLoggedIn() {
        String token = sessions.begin(SARA, "Firefox");
        assertThat(sessions.find(token))
                .hasValueSatisfying(account -> assertThat(account.id()).isEqualTo(SARA));
        assertThat(sessions.find("nonsense")).isEmpty();
        assertThat(sessions.find("NUL \0")).isEmpty();
        assertThat(sessions.begin(SARA, "Firefox")).isNotEqualTo(token);
    }

    @Test
    void onlyADigestOfTheTokenIsKept() {
        String token = sessions.begin(SARA, "Fire\0fox");
        var row = database.dsl().selectFrom(AGENT_SESSION).fetchSingle();
        assertThat(row.getTokenDigest()).isEqualTo(Token.digest(token)).hasSize(32);
        assertThat(row.toString()).doesNotContain(token);
        assertThat(token).hasSize(43);
    }

    @ParameterizedTest
    @CsvSource({
        "last_used_at, 59 minutes, true",
        "last_used_at, 61 minutes, false",
        "begun_at, 11 hours 59 minutes, true",
        "begun_at, 12 hours 1 minute, false"
    })
    void aSessionEndsWhenItWasIdleOrIsTooOld(String time, String ago, boolean holds) {
        String token = sessions.begin(SARA, "Firefox");
        database.dsl().execute("UPDATE agent_session SET " + time + " = now() - interval '" + ago + "'");
        assertThat(sessions.standing(List.of(token)).containsKey(token)).isEqualTo(holds);
        assertThat(sessions.find(token).isPresent()).isEqualTo(holds);
        sessions.begin(OMAR, "Firefox");
        assertThat(database.dsl().fetchCount(AGENT_SESSION))
                .as("sessions that ended go")
                .isEqualTo(holds ? 2 : 1);
    }

    @Test
    void useKeepsASessionAliveButLookingAtItDoesNot() {
        String token = sessions.begin(SARA, "Firefox");
        database.dsl().execute("UPDATE agent_session SET last_used_at = now() - interval '50 minutes'");
        sessions.standing(List.of(token));
        assertThat(minutesSinceUse()).isEqualTo(50);
        sessions.find(token);
        assertThat(minutesSinceUse()).isZero();
    }

    @Test
    void aUserWhoIsSwitchedOffIsRefused() {
        String token = sessions.begin(SARA, "Firefox");
        database.dsl().update(AGENT_ACCOUNT).set(AGENT_ACCOUNT.ACTIVE, false).execute();
        assertThat(sessions.find(token)).isEmpty();
        assertThat(sessions.standing(List.of(token))).isEmpty();
    }

    @Test
    void anEndedSessionIsRefusedWhileOthersHold() {
        String here = sessions.begin(SARA, "Firefox");
        String there = sessions.begin(OMAR, "curl");
        sessions.end(here);
        assertThat(sessions.find(here)).isEmpty();
        assertThat(sessions.standing(List.of(here, there)))
                .containsOnlyKeys(there)
                .extractingByKey(there)
                .extracting(Account::id)
                .isEqualTo(OMAR);
    }

    @Test
    void accountsAreFoundByNameAndById() {
        assertThat(accounts.isEmpty()).isFalse();
        assertThat(accounts.named("sara")).map(Account::role).hasValue(Role.ADMIN);
        assertThat(accounts.named("sa\0ra")).isEmpty();
        assertThat(accounts.named("nobody")).isEmpty();
        accounts.rehash(SARA, "another");
        assertThat(accounts.of(SARA)).map(Account::passwordHash).hasValue("another");
    }

    private long minutesSinceUse() {
        return database.number("SELECT (extract(epoch FROM now() - last_used_at) / 60)::bigint FROM agent_session");
    }
}
