package com.chatsphere.security;

import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.problem.ProblemAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/** Finds the row of the table for a request, and answers those that have none. */
final class RouteGuard extends OncePerRequestFilter {
    private static final String ROUTE = RouteGuard.class.getName();
    private static final int LONGEST_ADDRESS = 8 * 1024;

    private final Routes routes;
    private final ProblemAnswers answers;

    RouteGuard(Routes routes, ProblemAnswers answers) {
        this.routes = routes;
        this.answers = answers;
    }

    /** Who gets in where this request wants to go. */
    static Access access(HttpServletRequest request) {
        return request.getAttribute(ROUTE) instanceof Access access ? access : Access.ADMIN;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        if (request.getRequestURI().length() + (query == null ? 0 : query.length()) > LONGEST_ADDRESS) {
            answers.write(
                    request,
                    response,
                    new Problem(HttpStatus.URI_TOO_LONG, "uri_too_long", "This address is too long."));
            return;
        }
        switch (routes.find(ServletRequestPathUtils.parse(request).pathWithinApplication(), request.getMethod())) {
            case Routes.Answer.Found found -> {
                request.setAttribute(ROUTE, found.route().access());
                chain.doFilter(request, response);
            }
            case Routes.Answer.OtherMethods others -> {
                response.setHeader(HttpHeaders.ALLOW, String.join(", ", others.allowed()));
                answers.write(
                        request,
                        response,
                        new Problem(
                                HttpStatus.METHOD_NOT_ALLOWED,
                                "method_not_allowed",
                                "This address does not take that method."));
            }
            case Routes.Answer.Nothing _ ->
                answers.write(request, response, Problem.notFound("There is nothing at this address."));
        }
    }
}
