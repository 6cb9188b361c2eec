package com.chatsphere.persistence.eventstore;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultExecuteListenerProvider;

/** Shows how PostgreSQL goes about the queries that an answer asks. */
public final class Plans {
    private final DSLContext database;
    private final List<String> asked = new ArrayList<>();

    public Plans(DSLContext database) {
        this.database = database;
    }

    /** A database whose queries are looked at. */
    public DSLContext watched() {
        return DSL.using(database.configuration().derive(new DefaultExecuteListenerProvider(new ExecuteListener() {
            @Override
            public void executeStart(ExecuteContext context) {
                Query query = context.query();
                if (query != null) {
                    asked.add(database.renderInlined(query));
                }
            }
        })));
    }

    /** The plans of all queries since the last look, with the time each took. */
    public List<String> take() {
        List<String> plans = asked.stream()
                .map(query -> database.fetch("EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) " + query)
                        .formatCSV(false))
                .toList();
        asked.clear();
        return plans;
    }
}
