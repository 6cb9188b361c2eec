package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.media.MediaSamples.pdf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.media.Uploads.QuotaExceeded;
import com.chatsphere.application.media.Uploads.Upload;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JooqUploadsTest {
    private static final AgentId OTHER = new AgentId(new UUID(0xa, 0xb));

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final JooqUploads uploads = new JooqUploads(database.dsl());

    @Test
    void whoBroughtAFileFindsItAndNobodyElse() {
        Upload pdf = pdf(1);
        uploads.add(pdf);
        assertThat(uploads.find(pdf.file().fileId(), SARA)).hasValueSatisfying(found -> {
            assertThat(found.file()).isEqualTo(pdf.file());
            assertThat(found.kind()).isEqualTo(pdf.kind());
            assertThat(found.key()).isEqualTo(pdf.key());
            assertThat(found.thumbnail()).isEqualTo(pdf.thumbnail());
            assertThat(found.look().pages()).isEqualTo(3);
            assertThat(found.at()).isEqualTo(pdf.at());
        });
        assertThat(uploads.find(pdf.file().fileId(), OTHER)).isEmpty();
        assertThat(uploads.find(new FileId(new UUID(9, 9)), SARA)).isEmpty();
    }

    @Test
    void aFileIsDiscardedByWhoBroughtItWhileNoMessageShowsIt() {
        Upload pdf = pdf(1);
        FileId id = pdf.file().fileId();
        uploads.add(pdf);
        assertThat(uploads.discard(id, OTHER)).isFalse();
        database.dsl()
                .execute("INSERT INTO media_of_message VALUES (gen_random_uuid(), gen_random_uuid(), '" + id + "')");
        assertThat(uploads.discard(id, SARA)).isFalse();
        database.dsl().execute("DELETE FROM media_of_message");
        assertThat(uploads.discard(id, SARA)).isTrue();
        assertThat(uploads.discard(id, SARA)).isFalse();
        assertThat(uploads.find(id, SARA)).isEmpty();
    }

    @Test
    void anAgentBringsSoManyFilesADay() {
        database.dsl()
                .execute("INSERT INTO media_file (file_id, kind, state, size_bytes, uploaded_by)"
                        + " SELECT gen_random_uuid(), 'document', 'ready', 1, '" + SARA + "'"
                        + " FROM generate_series(1, 1000)");
        assertThatThrownBy(() -> uploads.add(pdf(1)))
                .isInstanceOf(QuotaExceeded.class)
                .hasMessageContaining("1,000 files");
        assertThatCode(() -> uploads.add(pdf(2, 1, OTHER))).doesNotThrowAnyException();
        database.dsl().execute("UPDATE media_file SET created_at = created_at - interval '1 day'");
        assertThatCode(() -> uploads.add(pdf(1))).doesNotThrowAnyException();
    }

    @Test
    void anAgentBringsSoManyBytesADay() {
        database.dsl()
                .execute("INSERT INTO media_file (file_id, kind, state, size_bytes, uploaded_by) VALUES"
                        + " (gen_random_uuid(), 'document', 'ready', 5::bigint << 30, '" + SARA + "')");
        assertThatThrownBy(() -> uploads.add(pdf(1)))
                .isInstanceOf(QuotaExceeded.class)
                .hasMessageContaining("5 GB");
    }
}
