package com.chatsphere.web.login;

import com.chatsphere.application.Secret;
import com.chatsphere.application.agent.Accounts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A user together with what they proved it by: a session, or a token of the API. Controllers take the user as {@code
 * @AuthenticationPrincipal}.
 */
public final class LoggedIn extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final transient Accounts.Account user;
    private final transient Secret token;
    private final Means means;

    /** What a request was recognised by. */
    public enum Means {
        SESSION,
        API_TOKEN
    }

    public LoggedIn(Accounts.Account user, Secret token, Means means) {
        super(List.of(new SimpleGrantedAuthority("ROLE_" + user.role())));
        this.user = user;
        this.token = token;
        this.means = means;
        setAuthenticated(true);
    }

    @Override
    public Accounts.Account getPrincipal() {
        return user;
    }

    @Override
    public Secret getCredentials() {
        return token;
    }

    @Override
    public String getName() {
        return user.id().toString();
    }

    public Accounts.Account user() {
        return user;
    }

    public Secret token() {
        return token;
    }

    public boolean bySession() {
        return means == Means.SESSION;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "LoggedIn[" + user.id() + ", " + means + "]";
    }
}
