package com.chatsphere.security;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Secret;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.domain.agent.AgentCommand.RegisterAgent;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.settings.Settings;
import com.chatsphere.settings.StartRefused;
import com.chatsphere.web.login.Passwords;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes the first administrator where there is no user yet. */
@Component
public final class FirstAdmin {
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 128;

    /** No letter that can be taken for another. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 5;
    private static final int GROUP_LENGTH = 4;

    private final Settings.FirstAdmin wanted;
    private final Accounts accounts;
    private final Commands commands;
    private final Transactions transactions;
    private final Passwords passwords;
    private final Clock clock;

    FirstAdmin(
            Settings settings,
            Accounts accounts,
            Commands commands,
            Transactions transactions,
            Passwords passwords,
            Clock clock) {
        this.wanted = settings.firstAdmin();
        this.accounts = accounts;
        this.commands = commands;
        this.transactions = transactions;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * Makes the administrator if there is no user.
     *
     * @return the password, if it was generated: to be printed, this once
     */
    public Optional<Secret> appoint() {
        if (!accounts.isEmpty()) {
            return Optional.empty();
        }
        Secret given = wanted.password();
        if (given != null) {
            requireFitting(given);
        }
        Secret password = given == null ? generate() : given;
        AgentId id = new AgentId(UUID.randomUUID());
        String hash = passwords.hash(password.reveal());
        try {
            transactions.inOne(() -> {
                commands.send(new RegisterAgent(id, wanted.username(), Role.ADMIN, clock.instant()));
                accounts.open(id, wanted.username(), Role.ADMIN, hash);
            });
        } catch (RuntimeException failed) {
            if (accounts.isEmpty()) {
                throw failed;
            }
            return Optional.empty(); // another node was faster
        }
        return given == null ? Optional.of(password) : Optional.empty();
    }

    private static void requireFitting(Secret password) {
        int length = password.reveal().length();
        if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
            throw new StartRefused("ADMIN_PASSWORD: has to have %d to %d characters; leave it out and one is generated"
                    .formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
        }
    }

    private static Secret generate() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int letter = 0; letter < GROUPS * GROUP_LENGTH; letter++) {
            if (letter > 0 && letter % GROUP_LENGTH == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Secret(password.toString());
    }
}
