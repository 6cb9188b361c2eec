package com.chatsphere.security;

import com.chatsphere.web.login.CsrfTokens;
import com.chatsphere.web.login.PublicAddress;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.problem.ProblemAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps other sites from acting in the name of those who are logged in here: by what browsers say about where a request comes
 * from, and, for what a plain form of another site could send, by a token as well.
 *
 * <p>Our pages send no referrer, and then browsers call the origin of our own forms {@code null}, as they do that of a
 * stranger's frame. The token tells them apart.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#append-a-request-origin-header">Fetch, the Origin header</a>
 */
final class CrossSiteGuard extends OncePerRequestFilter {
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> FORMS =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");
    private static final Set<String> OUR_SITES = Set.of("same-origin", "none");

    private final PublicAddress publicAddress;
    private final CsrfTokens csrfTokens;
    private final ProblemAnswers answers;

    CrossSiteGuard(PublicAddress publicAddress, CsrfTokens csrfTokens, ProblemAnswers answers) {
        this.publicAddress = publicAddress;
        this.csrfTokens = csrfTokens;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean guarded = CHANGING.contains(request.getMethod())
                && RouteGuard.access(request).isForBrowsers();
        if (guarded && isForeign(request)) {
            answers.write(
                    request,
                    response,
                    new Problem(HttpStatus.FORBIDDEN, "cross_site", "This request comes from another site."));
        } else if (guarded && needsToken(request) && !hasToken(request)) {
            answers.write(
                    request,
                    response,
                    new Problem(
                            HttpStatus.FORBIDDEN,
                            "csrf_token",
                            "This form is too old or not ours. Reload the page; scripts send JSON with Content-Type:"
                                    + " application/json."));
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isForeign(HttpServletRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OUR_SITES.contains(site)) {
            return true;
        }
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || publicAddress.isOwn(origin, request)) {
            return false;
        }
        return !(origin.equals("null") && ("same-origin".equals(site) || (isForm(request) && hasToken(request))));
    }

    private static boolean needsToken(HttpServletRequest request) {
        return isForm(request) && KnownLogins.apiToken(request).isEmpty();
    }

    private static boolean isForm(HttpServletRequest request) {
        @Nullable String type = request.getContentType();
        if (type == null) {
            return request.getContentLengthLong() > 0;
        }
        return FORMS.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    private boolean hasToken(HttpServletRequest request) {
        @Nullable String header = request.getHeader(CsrfTokens.HEADER);
        @Nullable String given = header == null ? request.getParameter(CsrfTokens.FIELD) : header;
        return given != null && csrfTokens.belongs(given, request);
    }
}
