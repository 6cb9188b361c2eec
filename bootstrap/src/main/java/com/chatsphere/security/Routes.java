package com.chatsphere.security;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Every address there is, and who may do what there. What is not in this table does not exist for the outside, so a
 * controller without a row is reachable by nobody; a test finds it.
 */
final class Routes {
    private static final PathPatternParser PARSER = new PathPatternParser();

    private final List<Route> routes;

    private Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** The table; what is the sandbox's is part of it only while there is one. */
    static Routes all(boolean sandbox) {
        Table table = new Table();

        table.at("/health").get(Access.PUBLIC);
        table.at("/assets/**").get(Access.PUBLIC);
        table.at("/favicon.ico").get(Access.PUBLIC);
        table.at("/webhook/meta").get(Access.PUBLIC).post(Access.SIGNED);

        table.at("/login").get(Access.PUBLIC).post(Access.PUBLIC);
        table.at("/logout").post(Access.AGENT);
        table.at("/api/login").post(Access.PUBLIC);
        table.at("/api/logout").post(Access.AGENT);
        table.at("/api/user").get(Access.AGENT);
        table.at("/api/tokens").get(Access.AGENT).post(Access.AGENT);
        table.at("/api/tokens/{id}").delete(Access.AGENT);

        table.at("/api/conversations").get(Access.AGENT).post(Access.AGENT);
        table.at("/api/conversations/pins").get(Access.AGENT);
        table.at("/api/conversations/{id}").delete(Access.ADMIN);
        table.at("/api/conversations/{id}/archive").patch(Access.AGENT);
        table.at("/api/conversations/{id}/pin").post(Access.AGENT);
        table.at("/api/conversations/{id}/read").post(Access.AGENT);
        table.at("/api/conversations/{id}/messages").get(Access.AGENT);
        table.at("/api/message/send").post(Access.AGENT);
        table.at("/api/upload").post(Access.AGENT);
        table.at("/api/messages/{id}").delete(Access.ADMIN);
        table.at("/api/templates").get(Access.AGENT);
        table.at("/api/admin/templates").get(Access.ADMIN).post(Access.ADMIN);
        table.at("/api/admin/templates/remote").get(Access.ADMIN);
        table.at("/api/admin/templates/import").post(Access.ADMIN);
        table.at("/api/admin/templates/sync").post(Access.ADMIN);
        table.at("/api/admin/templates/{id}").patch(Access.ADMIN).delete(Access.ADMIN);
        table.at("/api/admin/ledger").get(Access.ADMIN);
        table.at("/api/admin/notices").get(Access.ADMIN);
        table.at("/api/admin/notices/{id}/seen").post(Access.ADMIN);
        table.at("/api/ready-messages").get(Access.AGENT);
        table.at("/api/admin/ready-messages").get(Access.ADMIN).post(Access.ADMIN);
        table.at("/api/admin/ready-messages/{id}").patch(Access.ADMIN).delete(Access.ADMIN);
        table.at("/api/webhook/status").get(Access.ADMIN);
        table.at("/api/webhooks/events").get(Access.ADMIN).delete(Access.ADMIN);
        table.at("/api/webhooks/events/{id}").get(Access.ADMIN).delete(Access.ADMIN);
        table.at("/api/webhooks/events/{id}/dry-run").post(Access.ADMIN);
        table.at("/api/webhooks/events/{id}/items/{position}/reprocess").post(Access.ADMIN);
        table.at("/api/webhooks/items").get(Access.ADMIN);
        table.at("/api/webhooks/clear").post(Access.ADMIN);
        table.at("/api/webhooks/dry-run").post(Access.ADMIN);
        table.at("/api/webhooks/reprocess").post(Access.ADMIN);
        table.at("/api/test-message").post(Access.ADMIN);
        table.at("/ws").get(Access.AGENT);

        table.at("/").get(Access.AGENT);
        table.at("/live").get(Access.AGENT);
        table.at("/conversations").get(Access.AGENT).post(Access.AGENT);
        table.at("/conversations/{id}").get(Access.AGENT);
        table.at("/conversations/{id}/archival").post(Access.AGENT).delete(Access.AGENT);
        table.at("/conversations/{id}/pin").post(Access.AGENT).delete(Access.AGENT);
        table.at("/conversations/{id}/attention").post(Access.AGENT);
        table.at("/conversations/{id}/reading").post(Access.AGENT);
        table.at("/conversations/{id}/typing").post(Access.AGENT);
        table.at("/conversations/{id}/messages").get(Access.AGENT).post(Access.AGENT);
        table.at("/conversations/{id}/contact").get(Access.AGENT);
        table.at("/conversations/{id}/shared").get(Access.AGENT);
        table.at("/conversations/{id}/files").post(Access.AGENT);
        table.at("/conversations/{id}/files/{file}").delete(Access.AGENT);
        table.at("/conversations/{id}/templates").get(Access.AGENT);
        table.at("/conversations/{id}/templates/{template}").get(Access.AGENT).post(Access.AGENT);
        table.at("/messages/{id}/resending").post(Access.AGENT);
        table.at("/messages/{id}/reaction").post(Access.AGENT).delete(Access.AGENT);
        table.at("/messages/{id}/file").post(Access.AGENT);
        table.at("/media/addresses").post(Access.AGENT);
        table.at("/media/{file}/{variant}").get(Access.AGENT);

        table.at("/admin/templates").get(Access.ADMIN).post(Access.ADMIN);
        table.at("/admin/templates/sync").post(Access.ADMIN);
        table.at("/admin/templates/import").post(Access.ADMIN);
        table.at("/admin/templates/{id}").get(Access.ADMIN);
        table.at("/admin/templates/{id}/removal").post(Access.ADMIN);
        table.at("/admin/numbers").get(Access.ADMIN);
        table.at("/admin/numbers/{number}/policy").post(Access.ADMIN);
        table.at("/admin/notices/banner").get(Access.ADMIN);
        table.at("/admin/notices/{id}/seen").post(Access.ADMIN);
        table.at("/ready-messages").get(Access.AGENT);
        table.at("/admin/ready-messages").get(Access.ADMIN).post(Access.ADMIN);
        table.at("/admin/ready-messages/{id}").post(Access.ADMIN).delete(Access.ADMIN);
        table.at("/admin/ready-messages/{id}/offer").post(Access.ADMIN).delete(Access.ADMIN);
        table.at("/admin/ready-messages/{id}/position").post(Access.ADMIN);
        table.at("/admin/webhooks").get(Access.ADMIN);
        table.at("/admin/webhooks/alarms").get(Access.ADMIN);
        table.at("/admin/webhooks/clearing").post(Access.ADMIN);
        table.at("/admin/webhooks/rehearsal").post(Access.ADMIN);
        table.at("/admin/webhooks/reprocessing").post(Access.ADMIN);
        table.at("/admin/webhooks/test-message").post(Access.ADMIN);
        table.at("/admin/webhooks/{id}").get(Access.ADMIN);
        table.at("/admin/webhooks/{id}/body").get(Access.ADMIN);
        table.at("/admin/webhooks/{id}/rehearsal").post(Access.ADMIN);
        table.at("/admin/webhooks/{id}/items/{position}/reprocessing").post(Access.ADMIN);

        if (sandbox) {
            table.at("/sandbox").get(Access.AGENT);
            table.at("/sandbox/assets/{name}").get(Access.AGENT);
            table.at("/sandbox/api/phones").get(Access.AGENT);
            table.at("/sandbox/api/customers").post(Access.AGENT);
            table.at("/sandbox/api/customers/{id}").patch(Access.AGENT);
            table.at("/sandbox/api/customers/{id}/messages").post(Access.AGENT);
            table.at("/sandbox/api/customers/{id}/files").post(Access.AGENT);
            table.at("/sandbox/api/customers/{id}/reactions").post(Access.AGENT);
            table.at("/sandbox/api/customers/{id}/edits").post(Access.AGENT);
            table.at("/sandbox/api/customers/{id}/deletions").post(Access.AGENT);
            table.at("/sandbox/api/customers/{id}/presses").post(Access.AGENT);
            table.at("/sandbox/api/customers/{id}/plays").post(Access.AGENT);
            table.at("/sandbox/api/files/{id}").get(Access.AGENT);
            table.at("/sandbox/api/pages/{page}").delete(Access.AGENT);
            table.at("/sandbox/api/weather").get(Access.AGENT).put(Access.AGENT).delete(Access.AGENT);
            table.at("/sandbox/api/templates").get(Access.AGENT);
            table.at("/sandbox/api/templates/{id}").put(Access.AGENT);
            table.at("/sandbox/lookaside/{id}").get(Access.SANDBOX_TOKEN);
            table.at("/sandbox/graph/{version}/{id}").get(Access.SANDBOX_TOKEN).delete(Access.SANDBOX_TOKEN);
            table.at("/sandbox/graph/{version}/{id}/messages").post(Access.SANDBOX_TOKEN);
            table.at("/sandbox/graph/{version}/{id}/media").post(Access.SANDBOX_TOKEN);
            table.at("/sandbox/graph/{version}/{id}/message_templates").get(Access.SANDBOX_TOKEN);
            table.at("/sandbox/graph/{version}/{id}/phone_numbers").get(Access.SANDBOX_TOKEN);
            table.at("/sandbox/graph/{version}/{id}/block_users")
                    .post(Access.SANDBOX_TOKEN)
                    .delete(Access.SANDBOX_TOKEN);
        }

        return new Routes(table.routes);
    }

    List<Route> rows() {
        return routes;
    }

    Answer find(PathContainer path, String method) {
        String asked = method.equals("HEAD") ? "GET" : method;
        List<Route> here = routes.stream()
                .filter(route -> route.pattern().matches(path))
                .sorted(Comparator.comparing(Route::pattern))
                .toList();
        if (here.isEmpty()) {
            return new Answer.Nothing();
        }
        return here.stream()
                .filter(route -> route.method().equals(asked))
                .findFirst()
                .<Answer>map(Answer.Found::new)
                .orElseGet(() -> new Answer.OtherMethods(methods(here)));
    }

    private static Set<String> methods(List<Route> routes) {
        Set<String> methods = new TreeSet<>();
        for (Route route : routes) {
            methods.add(route.method());
            if (route.method().equals("GET")) {
                methods.add("HEAD");
            }
        }
        return methods;
    }

    /** One row: what may be done at an address, and by whom. */
    record Route(String method, PathPattern pattern, Access access) {}

    /** What the table says about a request. */
    sealed interface Answer {
        record Found(Route route) implements Answer {}

        record OtherMethods(Set<String> allowed) implements Answer {}

        record Nothing() implements Answer {}
    }

    private static final class Table {
        private final List<Route> routes = new ArrayList<>();

        Address at(String pattern) {
            return new Address(this, PARSER.parse(pattern));
        }
    }

    private record Address(Table table, PathPattern pattern) {
        Address get(Access access) {
            return row("GET", access);
        }

        Address post(Access access) {
            return row("POST", access);
        }

        Address put(Access access) {
            return row("PUT", access);
        }

        Address patch(Access access) {
            return row("PATCH", access);
        }

        Address delete(Access access) {
            return row("DELETE", access);
        }

        private Address row(String method, Access access) {
            table.routes.add(new Route(method, pattern, access));
            return this;
        }
    }
}
