package com.chatsphere.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.web.problem.Problem;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/** A cursor that is handed back is one that could have been given out, or is refused. */
class PagingFuzzTest {
    /** The times that PostgreSQL knows. */
    private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("+294276-12-31T23:59:59Z");

    @FuzzTest(maxDuration = "2m")
    void anythingElseIsRefused(byte[] written) {
        check(new String(written, StandardCharsets.ISO_8859_1));
        check(Base64.getUrlEncoder().withoutPadding().encodeToString(written));
    }

    private static void check(String text) {
        try {
            Inbox.Cursor cursor = Objects.requireNonNull(Paging.inboxCursor(text));
            assertThat(Paging.inboxCursor(Paging.text(cursor))).isEqualTo(cursor);
            assertThat(cursor.lastAt()).isBetween(EARLIEST, LATEST);
        } catch (Problem refused) {
            assertThat(refused).hasMessageContaining("cursor");
        }
        try {
            Transcript.Cursor cursor = Objects.requireNonNull(Paging.transcriptCursor(text));
            assertThat(Paging.transcriptCursor(Paging.text(cursor))).isEqualTo(cursor);
            assertThat(cursor.sentAt()).isBetween(EARLIEST, LATEST);
        } catch (Problem refused) {
            assertThat(refused).hasMessageContaining("cursor");
        }
    }
}
