package com.chatsphere.blackbox;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** The read models of the inbox in a running application. */
final class ReadModels {
    private ReadModels() {}

    /** Waits until they show all that is recorded. */
    static void catchUp(ApplicationInside application) {
        await().atMost(Script.SOON).until(() -> {
            try (Connection database = application.connect();
                    PreparedStatement query = database.prepareStatement("""
                        SELECT count(*) FROM token_entry WHERE processor_name IN ('inbox', 'transcript')
                        AND (convert_from(token, 'UTF8')::json ->> 'index')::bigint
                            >= (SELECT coalesce(max(global_index), 0) FROM domain_event)
                        """);
                    ResultSet row = query.executeQuery()) {
                return row.next() && row.getInt(1) == 2;
            }
        });
    }
}
