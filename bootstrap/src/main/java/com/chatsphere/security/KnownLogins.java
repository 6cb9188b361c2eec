package com.chatsphere.security;

import com.chatsphere.application.Secret;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.agent.ApiTokens;
import com.chatsphere.application.agent.Sessions;
import com.chatsphere.web.login.LoggedIn;
import com.chatsphere.web.login.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/** Recognises the user of a request: by the API token it brings, or else by the cookie of a session. */
final class KnownLogins implements SecurityContextRepository {
    private static final String ALREADY_LOOKED = KnownLogins.class.getName();
    private static final String BEARER = "Bearer ";
    private static final int LONGEST_TOKEN = 256;

    private final Sessions sessions;
    private final ApiTokens apiTokens;
    private final SessionCookie cookie;

    KnownLogins(Sessions sessions, ApiTokens apiTokens, SessionCookie cookie) {
        this.sessions = sessions;
        this.apiTokens = apiTokens;
        this.cookie = cookie;
    }

    /** What a request says it is authorised by, right or wrong. */
    static Optional<String> apiToken(HttpServletRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /** Looks once a request: should that fail, the page that says so must not fail over the same thing. */
    @Override
    @SuppressWarnings("deprecation") // declared by the interface, and the one that is called in the end
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        HttpServletRequest request = holder.getRequest();
        if (request.getAttribute(ALREADY_LOOKED) instanceof SecurityContext known) {
            return known;
        }
        SecurityContextImpl context = new SecurityContextImpl();
        request.setAttribute(ALREADY_LOOKED, context);
        login(request).ifPresent(context::setAuthentication);
        return context;
    }

    private Optional<LoggedIn> login(HttpServletRequest request) {
        Optional<String> apiToken = apiToken(request);
        if (apiToken.isPresent()) {
            return apiToken.filter(token -> !token.isEmpty() && token.length() <= LONGEST_TOKEN)
                    .flatMap(token -> apiTokens
                            .find(token)
                            .filter(Accounts.Account::active)
                            .map(user -> new LoggedIn(user, new Secret(token), LoggedIn.Means.API_TOKEN)));
        }
        return cookie.read(request)
                .flatMap(token -> sessions.find(token.reveal())
                        .filter(Accounts.Account::active)
                        .map(user -> new LoggedIn(user, token, LoggedIn.Means.SESSION)));
    }

    /** Sessions begin and end with logins, not with requests. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return apiToken(request).isPresent() || cookie.read(request).isPresent();
    }
}
