package com.chatsphere.web.ws;

import com.chatsphere.web.login.LoggedIn;
import com.chatsphere.web.login.PublicAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Makes every {@link SocketEndpoint} reachable, for those who may. */
@Component
class Sockets implements WebSocketConfigurer {
    private final List<SocketEndpoint> endpoints;
    private final OpenSockets open;
    private final PublicAddress publicAddress;

    Sockets(List<SocketEndpoint> endpoints, OpenSockets open, PublicAddress publicAddress) {
        this.endpoints = endpoints;
        this.open = open;
        this.publicAddress = publicAddress;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        for (SocketEndpoint endpoint : endpoints) {
            registry.addHandler(new SocketEvents(endpoint, open), endpoint.path())
                    .setAllowedOriginPatterns("*") // Entrance is stricter: an origin is needed, and has to be ours
                    .addInterceptors(new Entrance(open, publicAddress));
        }
    }

    /** Lets in who is logged in, comes from our own pages or is a script with a token, and has room left. */
    private record Entrance(OpenSockets open, PublicAddress publicAddress) implements HandshakeInterceptor {
        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            if (!(request.getPrincipal() instanceof LoggedIn login)) {
                return refuse(response, HttpStatus.UNAUTHORIZED);
            }
            String origin = request.getHeaders().getFirst(HttpHeaders.ORIGIN);
            HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
            boolean ours = origin == null ? !login.bySession() : publicAddress.isOwn(origin, asked);
            if (!ours) {
                return refuse(response, HttpStatus.FORBIDDEN);
            }
            if (!open.haveRoomFor(login)) {
                return refuse(response, HttpStatus.TOO_MANY_REQUESTS);
            }
            attributes.put(LoggedIn.class.getName(), login);
            return true;
        }

        private static boolean refuse(ServerHttpResponse response, HttpStatus status) {
            response.setStatusCode(status);
            return false;
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                @Nullable Exception failure) {}
    }

    /**
     * Keeps sockets from agreeing on compression.
     *
     * <p>Tomcat adds its own permessage-deflate to whatever an application offers, and unpacking what a stranger packed has
     * been a way to exhaust it (CVE-2026-87022); a client that is not heard asking for it does not get it.
     */
    @Component
    static class WithoutCompression extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            boolean upgrade = request.getHeader(HttpHeaders.UPGRADE) != null;
            chain.doFilter(upgrade ? new Uncompressed(request) : request, response);
        }

        private static final class Uncompressed extends HttpServletRequestWrapper {
            private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

            Uncompressed(HttpServletRequest request) {
                super(request);
            }

            @Override
            public @Nullable String getHeader(String name) {
                return EXTENSIONS.equalsIgnoreCase(name) ? null : super.getHeader(name);
            }

            @Override
            public Enumeration<String> getHeaders(String name) {
                return EXTENSIONS.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
            }

            @Override
            public Enumeration<String> getHeaderNames() {
                return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                        .filter(name -> !EXTENSIONS.equalsIgnoreCase(name))
                        .toList());
            }
        }
    }
}
