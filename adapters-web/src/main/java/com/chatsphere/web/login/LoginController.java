package com.chatsphere.web.login;

import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.layout.Pages;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** The login page. */
@Controller
class LoginController {
    private final Login login;
    private final CsrfTokens csrfTokens;
    private final Pages pages;
    private final Templates templates;

    LoginController(Login login, CsrfTokens csrfTokens, Pages pages, Templates templates) {
        this.login = login;
        this.csrfTokens = csrfTokens;
        this.pages = pages;
        this.templates = templates;
    }

    @GetMapping("/login")
    View show(@RequestParam(defaultValue = "/") String next, HttpServletRequest request, HttpServletResponse response) {
        return request.getUserPrincipal() instanceof LoggedIn
                ? seeOther(LocalPath.orHome(next))
                : page(HttpStatus.OK, null, null, next, request, response);
    }

    @PostMapping("/login")
    View enter(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            return login.enter(username, password, request, response).isPresent()
                    ? seeOther(LocalPath.orHome(next))
                    : page(
                            HttpStatus.UNAUTHORIZED,
                            username,
                            "User name or password is wrong.",
                            next,
                            request,
                            response);
        } catch (Problem tooOften) {
            if (tooOften.retryAfter() != null) {
                response.setHeader(
                        HttpHeaders.RETRY_AFTER,
                        String.valueOf(tooOften.retryAfter().toSeconds()));
            }
            return page(tooOften.status(), username, tooOften.sentence(), next, request, response);
        }
    }

    @PostMapping("/logout")
    View leave(HttpServletRequest request, HttpServletResponse response) {
        login.leave(request, response);
        return seeOther("/login");
    }

    private View page(
            HttpStatus status,
            @Nullable String username,
            @Nullable String error,
            String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        request.setAttribute(CsrfTokens.ATTRIBUTE, csrfTokens.beforeLogin(request, response));
        LoginPage page = new LoginPage(pages.begin(request, "Log in"), username, error, LocalPath.orHome(next));
        return new PageView(templates.loginShow(page), status);
    }

    private static View seeOther(String path) {
        RedirectView view = new RedirectView(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        return view;
    }
}
