package com.chatsphere.security;

import com.chatsphere.application.agent.ApiTokens;
import com.chatsphere.application.agent.Sessions;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.settings.Settings;
import com.chatsphere.web.login.CsrfTokens;
import com.chatsphere.web.login.LoggedIn;
import com.chatsphere.web.login.Passwords;
import com.chatsphere.web.login.PublicAddress;
import com.chatsphere.web.login.SessionCookie;
import com.chatsphere.web.problem.ProblemAnswers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.socket.config.annotation.EnableWebSocket;

/** Builds the gates from the table of routes. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SecurityConfiguration {
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final int MOST_PARAMETERS = 100;
    private static final int MOST_FORM_BYTES = 256 * 1024;
    private static final Duration HEADERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    @Bean
    Routes routes(Settings settings) {
        return Routes.all(settings.withoutMeta());
    }

    @Bean
    PublicAddress publicAddress(Settings settings) {
        return new PublicAddress(settings.publicBaseUrl());
    }

    @Bean
    SessionCookie sessionCookie(PublicAddress publicAddress) {
        return new SessionCookie(publicAddress);
    }

    @Bean
    CsrfTokens csrfTokens(Settings settings, SessionCookie sessionCookie) {
        return new CsrfTokens(settings.sessionSecret(), sessionCookie);
    }

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    /** Deliveries prove themselves by their signature; at their rate, what is there for people would cost more than they do. */
    @Bean
    @Order(0)
    SecurityFilterChain signedDeliveries() {
        return new DefaultSecurityFilterChain(SecurityConfiguration::isDelivery, List.of());
    }

    private static boolean isDelivery(HttpServletRequest request) {
        return "POST".equals(request.getMethod()) && "/webhook/meta".equals(request.getRequestURI());
    }

    /** Each filter timed by itself tells operators nothing that the time of the request does not. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    /** The port of metrics is for the machine itself; what is served there is said in its settings. */
    @Bean
    @Order(1)
    SecurityFilterChain managementPort(HttpSecurity http, Environment environment) {
        return http.securityMatcher(request -> isManagementPort(request, environment))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain everythingElse(
            HttpSecurity http,
            Routes routes,
            Sessions sessions,
            ApiTokens apiTokens,
            SessionCookie sessionCookie,
            PublicAddress publicAddress,
            CsrfTokens csrfTokens,
            ProblemAnswers answers) {
        Refusals refusals = new Refusals(answers);
        return http.securityContext(context ->
                        context.securityContextRepository(new KnownLogins(sessions, apiTokens, sessionCookie)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // CrossSiteGuard does more
                .headers(AbstractHttpConfigurer::disable) // SafeHeaders are on refusals as well
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new RouteGuard(routes, answers), SecurityContextHolderFilter.class)
                .addFilterAfter(
                        new CrossSiteGuard(publicAddress, csrfTokens, answers), SecurityContextHolderFilter.class)
                .addFilterAfter(new PageTokens(csrfTokens), AuthorizationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .access((login, context) -> decide(login, context.getRequest())))
                .build();
    }

    /** The login is asked for only where it matters: the webhook costs no look-up. */
    private static AuthorizationResult decide(
            Supplier<? extends @Nullable Authentication> login, HttpServletRequest request) {
        return new AuthorizationDecision(
                switch (RouteGuard.access(request)) {
                    case PUBLIC, SIGNED, SANDBOX_TOKEN -> true;
                    case AGENT -> login.get() instanceof LoggedIn;
                    case ADMIN ->
                        login.get() instanceof LoggedIn known && known.user().role() == Role.ADMIN;
                });
    }

    private static boolean isManagementPort(HttpServletRequest request, Environment environment) {
        @Nullable Integer management = environment.getProperty("local.management.port", Integer.class);
        @Nullable Integer main = environment.getProperty("local.server.port", Integer.class);
        return management != null && !management.equals(main) && request.getLocalPort() == management;
    }

    /** Methods are the table's business, which answers with those that are allowed. */
    @Bean
    StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(ProblemAnswers answers) {
        return new Refusals(answers);
    }

    /** Users are not Spring Security's business; without this it would make one up at every start. */
    @Bean
    UserDetailsService noUsersOfSpringSecurity() {
        return username -> {
            throw new UsernameNotFoundException("there are none");
        };
    }

    @Bean
    TomcatConnectorCustomizer limits() {
        return connector -> {
            connector.setAllowTrace(false);
            connector.setXpoweredBy(false);
            connector.setMaxParameterCount(MOST_PARAMETERS);
            connector.setMaxPostSize(MOST_FORM_BYTES);
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxHttpRequestHeaderSize(MOST_HEADER_BYTES);
                http.setMaxHeaderCount(MOST_HEADERS);
                http.setConnectionTimeout((int) HEADERS_WITHIN.toMillis());
                http.setKeepAliveTimeout((int) KEEP_ALIVE.toMillis());
            }
        };
    }
}
