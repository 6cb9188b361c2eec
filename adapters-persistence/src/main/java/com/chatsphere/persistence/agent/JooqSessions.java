package com.chatsphere.persistence.agent;

import static com.chatsphere.persistence.jooq.Tables.AGENT_ACCOUNT;
import static com.chatsphere.persistence.jooq.Tables.AGENT_SESSION;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.agent.Accounts.Account;
import com.chatsphere.application.agent.Sessions;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.persistence.eventstore.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.types.DayToSecond;
import org.springframework.stereotype.Component;

/** Sessions as rows, found by the digest of their token; every time is the database's. */
@Component
class JooqSessions implements Sessions {
    private static final int LONGEST_USER_AGENT = 400;
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofSeconds(30);

    private final DSLContext database;

    JooqSessions(DSLContext database) {
        this.database = database;
    }

    @Override
    public String begin(AgentId agent, String userAgent) {
        String token = Token.random();
        database.insertInto(AGENT_SESSION)
                .set(AGENT_SESSION.TOKEN_DIGEST, Token.digest(token))
                .set(AGENT_SESSION.AGENT_ID, agent.value())
                .set(AGENT_SESSION.USER_AGENT, Shown.preview(userAgent, LONGEST_USER_AGENT))
                .execute();
        database.deleteFrom(AGENT_SESSION).where(isOver()).execute();
        return token;
    }

    @Override
    public Optional<Account> find(String token) {
        Optional<Account> account = Optional.ofNullable(standing(List.of(token)).get(token));
        account.ifPresent(user -> database.update(AGENT_SESSION)
                .set(AGENT_SESSION.LAST_USED_AT, ago(Duration.ZERO))
                .where(AGENT_SESSION.TOKEN_DIGEST.eq(Token.digest(token)))
                .and(AGENT_SESSION.LAST_USED_AT.lt(ago(USE_IS_NOTED_EVERY)))
                .execute());
        return account;
    }

    @Override
    public Map<String, Account> standing(Collection<String> tokens) {
        Map<String, String> byDigest = Token.byDigest(tokens);
        return database.select(AGENT_SESSION.TOKEN_DIGEST)
                .select(AGENT_ACCOUNT.fields())
                .from(AGENT_SESSION)
                .join(AGENT_ACCOUNT)
                .on(AGENT_ACCOUNT.AGENT_ID.eq(AGENT_SESSION.AGENT_ID))
                .where(AGENT_SESSION.TOKEN_DIGEST.in(
                        tokens.stream().map(Token::digest).toList()))
                .and(AGENT_ACCOUNT.ACTIVE.isTrue())
                .and(isOver().not())
                .fetchMap(
                        found -> byDigest.get(Token.comparable(found.get(AGENT_SESSION.TOKEN_DIGEST))),
                        found -> JooqAccounts.toAccount(found.into(AGENT_ACCOUNT)));
    }

    @Override
    public void end(String token) {
        database.deleteFrom(AGENT_SESSION)
                .where(AGENT_SESSION.TOKEN_DIGEST.eq(Token.digest(token)))
                .execute();
    }

    private static Condition isOver() {
        return AGENT_SESSION.LAST_USED_AT.lt(ago(IDLE)).or(AGENT_SESSION.BEGUN_AT.lt(ago(LONGEST)));
    }

    private static Field<Instant> ago(Duration duration) {
        return field("now() - {0}", AGENT_SESSION.BEGUN_AT.getDataType(), val(DayToSecond.valueOf(duration)));
    }
}
