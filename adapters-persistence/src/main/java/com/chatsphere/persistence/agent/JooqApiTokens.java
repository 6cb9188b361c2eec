package com.chatsphere.persistence.agent;

import static com.chatsphere.persistence.jooq.Tables.AGENT_ACCOUNT;
import static com.chatsphere.persistence.jooq.Tables.AGENT_API_TOKEN;
import static org.jooq.impl.DSL.field;

import com.chatsphere.application.agent.Accounts.Account;
import com.chatsphere.application.agent.ApiTokens;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.AgentApiTokenRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Personal tokens as rows, found by their digest. */
@Component
class JooqApiTokens implements ApiTokens {
    private static final int LONGEST_NAME = 100;

    private final DSLContext database;

    JooqApiTokens(DSLContext database) {
        this.database = database;
    }

    @Override
    public Created create(AgentId owner, String name) {
        String secret = PREFIX + Token.random();
        AgentApiTokenRecord row = database.insertInto(AGENT_API_TOKEN)
                .set(AGENT_API_TOKEN.ID, UUID.randomUUID())
                .set(AGENT_API_TOKEN.AGENT_ID, owner.value())
                .set(AGENT_API_TOKEN.NAME, Shown.preview(name, LONGEST_NAME))
                .set(AGENT_API_TOKEN.TOKEN_DIGEST, Token.digest(secret))
                .returning()
                .fetchSingle();
        return new Created(toApiToken(row), secret);
    }

    @Override
    public List<ApiToken> of(AgentId owner) {
        return database.selectFrom(AGENT_API_TOKEN)
                .where(AGENT_API_TOKEN.AGENT_ID.eq(owner.value()))
                .orderBy(AGENT_API_TOKEN.CREATED_AT.desc())
                .fetch(JooqApiTokens::toApiToken);
    }

    @Override
    public Optional<Account> find(String token) {
        Optional<Account> owner = Optional.ofNullable(standing(List.of(token)).get(token));
        owner.ifPresent(user -> database.update(AGENT_API_TOKEN)
                .set(AGENT_API_TOKEN.LAST_USED_AT, field("now()", AGENT_API_TOKEN.LAST_USED_AT.getDataType()))
                .where(AGENT_API_TOKEN.TOKEN_DIGEST.eq(Token.digest(token)))
                .and("last_used_at IS NULL OR last_used_at < now() - interval '1 minute'")
                .execute());
        return owner;
    }

    @Override
    public Map<String, Account> standing(Collection<String> tokens) {
        Map<String, String> byDigest = Token.byDigest(tokens);
        return database.select(AGENT_API_TOKEN.TOKEN_DIGEST)
                .select(AGENT_ACCOUNT.fields())
                .from(AGENT_API_TOKEN)
                .join(AGENT_ACCOUNT)
                .on(AGENT_ACCOUNT.AGENT_ID.eq(AGENT_API_TOKEN.AGENT_ID))
                .where(AGENT_API_TOKEN.TOKEN_DIGEST.in(
                        tokens.stream().map(Token::digest).toList()))
                .and(AGENT_ACCOUNT.ACTIVE.isTrue())
                .fetchMap(
                        found -> byDigest.get(Token.comparable(found.get(AGENT_API_TOKEN.TOKEN_DIGEST))),
                        found -> JooqAccounts.toAccount(found.into(AGENT_ACCOUNT)));
    }

    @Override
    public boolean revoke(AgentId owner, UUID id) {
        return database.deleteFrom(AGENT_API_TOKEN)
                        .where(AGENT_API_TOKEN.ID.eq(id))
                        .and(AGENT_API_TOKEN.AGENT_ID.eq(owner.value()))
                        .execute()
                == 1;
    }

    private static ApiToken toApiToken(AgentApiTokenRecord row) {
        return new ApiToken(row.getId(), row.getName(), row.getCreatedAt(), row.getLastUsedAt());
    }
}
