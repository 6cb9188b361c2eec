package com.chatsphere.security;

import com.chatsphere.application.media.Previews;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.application.media.Uploads;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Files that agents brought, in memory. */
final class FakeUploads implements Uploads {
    private final Map<FileId, Upload> all = new ConcurrentHashMap<>();

    /** A document of theirs. */
    FileId bring(AgentId by) {
        FileId id = new FileId(UUID.randomUUID());
        add(new Upload(
                new KeptFile(id, "application/pdf", 1_234, new MessageText("Angebot.pdf")),
                MediaKind.DOCUMENT,
                by,
                new StoreKey("letter"),
                "00",
                Previews.Look.NOTHING,
                null,
                Instant.now()));
        return id;
    }

    @Override
    public void add(Upload upload) {
        all.put(upload.file().fileId(), upload);
    }

    @Override
    public Optional<Upload> find(FileId file, AgentId by) {
        return Optional.ofNullable(all.get(file)).filter(upload -> upload.by().equals(by));
    }

    @Override
    public boolean discard(FileId file, AgentId by) {
        return find(file, by).isPresent() && all.remove(file) != null;
    }
}
