package com.chatsphere.persistence.agent;

import static com.chatsphere.persistence.jooq.Tables.AGENT_ACCOUNT;

import com.chatsphere.application.agent.Accounts;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.domain.agent.Username;
import com.chatsphere.persistence.jooq.tables.records.AgentAccountRecord;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Who may log in, as rows beside the events. */
@Component
class JooqAccounts implements Accounts {
    private final DSLContext database;

    JooqAccounts(DSLContext database) {
        this.database = database;
    }

    @Override
    public boolean isEmpty() {
        return !database.fetchExists(AGENT_ACCOUNT);
    }

    @Override
    public void open(AgentId agent, Username username, Role role, String passwordHash) {
        database.insertInto(AGENT_ACCOUNT)
                .set(AGENT_ACCOUNT.AGENT_ID, agent.value())
                .set(AGENT_ACCOUNT.USERNAME, username.value())
                .set(AGENT_ACCOUNT.ROLE, role.name().toLowerCase(Locale.ROOT))
                .set(AGENT_ACCOUNT.PASSWORD_HASH, passwordHash)
                .execute();
    }

    @Override
    public Optional<Account> named(String username) {
        return username.indexOf('\0') >= 0
                ? Optional.empty()
                : database.selectFrom(AGENT_ACCOUNT)
                        .where(AGENT_ACCOUNT.USERNAME.eq(username))
                        .fetchOptional(JooqAccounts::toAccount);
    }

    @Override
    public Optional<Account> of(AgentId agent) {
        return database.selectFrom(AGENT_ACCOUNT)
                .where(AGENT_ACCOUNT.AGENT_ID.eq(agent.value()))
                .fetchOptional(JooqAccounts::toAccount);
    }

    @Override
    public void rehash(AgentId agent, String passwordHash) {
        database.update(AGENT_ACCOUNT)
                .set(AGENT_ACCOUNT.PASSWORD_HASH, passwordHash)
                .where(AGENT_ACCOUNT.AGENT_ID.eq(agent.value()))
                .execute();
    }

    static Account toAccount(AgentAccountRecord row) {
        return new Account(
                new AgentId(row.getAgentId()),
                new Username(row.getUsername()),
                Role.valueOf(row.getRole().toUpperCase(Locale.ROOT)),
                row.getPasswordHash(),
                row.getActive());
    }
}
