package com.chatsphere.persistence.media;

import com.chatsphere.application.media.Handovers;
import com.chatsphere.application.media.Uploads;
import com.chatsphere.persistence.eventstore.TestDatabase;

/** What is known of files in a test's database. */
public final class KeptFiles {
    private final TestDatabase database;

    public KeptFiles(TestDatabase database) {
        this.database = database;
    }

    public Uploads uploads() {
        return new JooqUploads(database.dsl());
    }

    public Handovers handovers() {
        return new JooqHandovers(database.dsl(), database.signals());
    }
}
