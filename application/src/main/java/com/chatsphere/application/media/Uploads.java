package com.chatsphere.application.media;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageText;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Need: files that agents brought, before and after they are part of a message. */
public interface Uploads {
    /**
     * Records a file that the store has.
     *
     * @throws QuotaExceeded when this agent has brought too much today
     */
    void add(Upload upload);

    /** A file that this agent brought, and that is still here. */
    Optional<Upload> find(FileId file, AgentId by);

    /** Forgets a file that is part of no message; false when it is part of one, or was not brought by this agent. */
    boolean discard(FileId file, AgentId by);

    /**
     * What was brought.
     *
     * @param kind what it was brought to be sent as
     * @param look what it shows; its small picture is there only while it is added
     * @param thumbnail where the small picture is kept
     */
    record Upload(
            KeptFile file,
            MediaKind kind,
            AgentId by,
            StoreKey key,
            String sha256,
            Previews.Look look,
            @Nullable StoreKey thumbnail,
            Instant at) {
        /** The message that shows it. */
        public MessageContent.Media with(@Nullable MessageText caption) {
            return new MessageContent.Media(kind, file, caption);
        }

        /** As a thread shows it. */
        public Attachment attachment() {
            return new Attachment(
                    file.fileId(),
                    Attachment.State.READY,
                    file.mimeType(),
                    file.size(),
                    look.width(),
                    look.height(),
                    look.seconds(),
                    look.pages(),
                    thumbnail != null,
                    sha256,
                    null);
        }
    }

    /** An agent has brought as much as may be brought in a day. */
    final class QuotaExceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public QuotaExceeded(String reason) {
            super(reason);
        }
    }
}
