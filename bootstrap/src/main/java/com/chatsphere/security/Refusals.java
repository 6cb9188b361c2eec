package com.chatsphere.security;

import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.problem.ProblemAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Sends people to the login page and back, and tells scripts and the wrong people no. */
record Refusals(ProblemAnswers answers)
        implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    /** Nobody is logged in. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        String login = "/login" + comingBack(request);
        if (ProblemAnswers.wantsPage(request)) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader(HttpHeaders.LOCATION, login);
            return;
        }
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", "/login");
        }
        answers.write(request, response, Problem.unauthenticated());
    }

    /** Somebody is logged in who may not do this. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        answers.write(
                request, response, new Problem(HttpStatus.FORBIDDEN, "forbidden", "Only administrators may do this."));
    }

    /** The address has a form that is used to slip past checks. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refusal)
            throws IOException {
        answers.write(request, response, Problem.badRequest("bad_request", "This address is not well-formed."));
    }

    private static String comingBack(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") || request.getRequestURI().equals("/")) {
            return "";
        }
        @Nullable String query = request.getQueryString();
        String address = request.getRequestURI() + (query == null ? "" : "?" + query);
        return "?next=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
    }
}
