package com.chatsphere.security;

import com.chatsphere.web.login.CsrfTokens;
import com.chatsphere.web.login.LoggedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Hands pages the token that their forms send back. */
final class PageTokens extends OncePerRequestFilter {
    private final CsrfTokens csrfTokens;

    PageTokens(CsrfTokens csrfTokens) {
        this.csrfTokens = csrfTokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean mayShowPages =
                RouteGuard.access(request).isForBrowsers() && RouteGuard.access(request) != Access.PUBLIC;
        if (mayShowPages && request.getUserPrincipal() instanceof LoggedIn login && login.bySession()) {
            request.setAttribute(CsrfTokens.ATTRIBUTE, csrfTokens.of(login.token()));
        }
        chain.doFilter(request, response);
    }
}
