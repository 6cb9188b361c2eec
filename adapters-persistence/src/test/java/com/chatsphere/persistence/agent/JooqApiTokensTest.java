package com.chatsphere.persistence.agent;

import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.jooq.Tables.AGENT_ACCOUNT;
import static com.chatsphere.persistence.jooq.Tables.AGENT_API_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.agent.Accounts.Account;
import com.chatsphere.application.agent.ApiTokens;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.domain.agent.Username;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JooqApiTokensTest {
    private static final AgentId OMAR = AgentId.of("5aaa5aaa-0000-4000-8000-000000000002");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final ApiTokens tokens = new JooqApiTokens(database.dsl());

    @BeforeEach
    void openAccounts() {
        JooqAccounts accounts = new JooqAccounts(database.dsl());
        accounts.open(SARA, new Username("sara"), Role.ADMIN, "hash");
        accounts.open(OMAR, new Username("omar"), Role.USER, "hash");
    }

    @Test
    void aTokenActsAsItsOwnerAndOnlyItsDigestIsKept() {
        ApiTokens.Created created = tokens.create(SARA, "export \0");
        assertThat(created.secret()).startsWith(ApiTokens.PREFIX).hasSize(ApiTokens.PREFIX.length() + 43);
        assertThat(created.toString()).doesNotContain(created.secret());
        assertThat(tokens.find(created.secret())).map(Account::id).hasValue(SARA);
        assertThat(tokens.find("csp_nonsense")).isEmpty();
        var row = database.dsl().selectFrom(AGENT_API_TOKEN).fetchSingle();
        assertThat(row.getTokenDigest()).isEqualTo(Token.digest(created.secret()));
        assertThat(row.toString()).doesNotContain(created.secret());
        assertThat(row.getName()).isEqualTo("export \uFFFD");
    }

    @Test
    void onlyUseIsNotedAndTheLatestTokenComesFirst() {
        ApiTokens.Created first = tokens.create(SARA, "first");
        database.dsl().execute("UPDATE agent_api_token SET created_at = now() - interval '1 hour'");
        ApiTokens.Created second = tokens.create(SARA, "second");
        tokens.standing(List.of(first.secret()));
        assertThat(tokens.of(SARA)).extracting(ApiTokens.ApiToken::lastUsedAt).containsOnlyNulls();
        tokens.find(first.secret());
        assertThat(tokens.of(SARA))
                .extracting(ApiTokens.ApiToken::id)
                .containsExactly(second.token().id(), first.token().id());
        assertThat(tokens.of(SARA).getLast().lastUsedAt()).isNotNull();
        assertThat(tokens.of(OMAR)).isEmpty();
    }

    @Test
    void aRevokedTokenIsRefusedAndOnlyItsOwnerRevokesIt() {
        ApiTokens.Created created = tokens.create(SARA, "export");
        assertThat(tokens.revoke(OMAR, created.token().id())).isFalse();
        assertThat(tokens.find(created.secret())).isPresent();
        assertThat(tokens.revoke(SARA, created.token().id())).isTrue();
        assertThat(tokens.find(created.secret())).isEmpty();
        assertThat(tokens.revoke(SARA, created.token().id())).isFalse();
    }

    @Test
    void theTokensOfAUserWhoIsSwitchedOffAreRefused() {
        String secret = tokens.create(SARA, "export").secret();
        database.dsl().update(AGENT_ACCOUNT).set(AGENT_ACCOUNT.ACTIVE, false).execute();
        assertThat(tokens.find(secret)).isEmpty();
        assertThat(tokens.standing(List.of(secret))).isEmpty();
    }
}
