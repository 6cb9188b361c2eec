package com.chatsphere.web.problem;

import com.chatsphere.web.layout.ErrorPage;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.layout.Pages;
import com.chatsphere.web.templates.Templates;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells the other side of a problem, in the form it understands. */
@Component
public class ProblemAnswers {
    /** Every answer names its request; whoever reports a problem can tell us which one it was. */
    public static final String REQUEST_ID = "x-request-id";

    private static final List<String> FOR_PROGRAMS =
            List.of("/api", "/ws", "/live", "/webhook", "/health", "/sandbox/graph", "/sandbox/api");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Templates templates;
    private final Pages pages;

    ProblemAnswers(Templates templates, Pages pages) {
        this.templates = templates;
        this.pages = pages;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        if (problem.retryAfter() != null) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfter().toSeconds()));
        }
        if (wantsPage(request)) {
            ErrorPage page = new ErrorPage(
                    pages.begin(request, headline(problem.status())),
                    problem.status().value(),
                    headline(problem.status()),
                    problem.sentence());
            new PageView(templates.errorShow(page), problem.status()).render(Map.of(), request, response);
        } else {
            byte[] json = JSON.writeValueAsBytes(new Body(problem.sentence(), problem.code(), problem.field()));
            response.setStatus(problem.status().value());
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setContentLength(json.length);
            response.getOutputStream().write(json);
        }
    }

    /** Whether a person waits for a page: not a script, not a socket, not a part of a page. */
    public static boolean wantsPage(HttpServletRequest request) {
        String path = path(request);
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        String mode = request.getHeader("Sec-Fetch-Mode");
        return FOR_PROGRAMS.stream().noneMatch(start -> path.equals(start) || path.startsWith(start + "/"))
                && (accept == null
                        || accept.contains(MediaType.TEXT_HTML_VALUE)
                        || accept.contains(MediaType.ALL_VALUE))
                && (mode == null || mode.equals("navigate"))
                && request.getHeader(Pages.FRAGMENT) == null
                && request.getHeader("HX-Request") == null;
    }

    /** The path that was asked for; in the container's own error handling the request has another one. */
    static String path(HttpServletRequest request) {
        @Nullable Object failed = request.getAttribute("jakarta.servlet.error.request_uri");
        return failed instanceof String uri ? uri : request.getRequestURI();
    }

    private static String headline(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing here";
            case FORBIDDEN -> "This is not for you";
            case METHOD_NOT_ALLOWED, BAD_REQUEST, UNPROCESSABLE_CONTENT -> "That did not make sense to us";
            case TOO_MANY_REQUESTS -> "Not so fast";
            case SERVICE_UNAVAILABLE -> "Back in a moment";
            default -> status.is4xxClientError() ? "That did not work" : "Something went wrong";
        };
    }

    /** What scripts get; the field only where it is about one. */
    private record Body(
            String error,
            String code,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String field) {}
}
