package com.chatsphere.web.layout;

import com.chatsphere.application.agent.Accounts;
import com.chatsphere.domain.agent.Role;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Begins a page for a request: its nonce, its CSRF token, its colours and its viewer. */
@Component
public class Pages {
    /** Header of requests for a part of a page. */
    public static final String FRAGMENT = "X-Fragment";

    private final Assets assets;
    private final List<MenuEntry> menu;
    private final List<Attention> attention;

    Pages(Assets assets, List<MenuEntry> menu, List<Attention> attention) {
        this.assets = assets;
        this.menu = List.copyOf(menu);
        this.attention = List.copyOf(attention);
    }

    public Page begin(HttpServletRequest request, String title) {
        Accounts.Account viewer = viewer(request.getUserPrincipal());
        Cookie theme = WebUtils.getCookie(request, Theme.COOKIE);
        return new Page(
                title,
                request.getAttribute("cspNonce") instanceof String nonce ? nonce : null,
                csrfToken(request),
                Theme.of(theme == null ? null : theme.getValue()),
                assets,
                menu.stream().filter(entry -> entry.isFor(viewer)).toList(),
                viewer != null && viewer.role() == Role.ADMIN ? attention : List.of(),
                viewer);
    }

    private static @Nullable String csrfToken(HttpServletRequest request) {
        return switch (request.getAttribute("csrfToken")) {
            case String token -> token;
            case CsrfToken token -> token.getToken();
            case null, default -> null;
        };
    }

    private static Accounts.@Nullable Account viewer(@Nullable Principal principal) {
        return principal instanceof Authentication login && login.getPrincipal() instanceof Accounts.Account account
                ? account
                : null;
    }
}
