package com.chatsphere.application.media;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.FileId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Need: which files are kept here, for whoever shows them. */
public interface MediaFiles {
    /** What can be handed out of a file now; empty when it is not here, has no such variant, or nobody may see it any more. */
    Optional<Served> served(FileId file, MediaAddresses.Variant variant);

    /** The same for an agent, who may also see what they brought themselves before any message shows it. */
    default Optional<Served> served(FileId file, MediaAddresses.Variant variant, AgentId asking) {
        return served(file, variant);
    }

    /**
     * Has a file that could not be fetched tried again at once.
     *
     * @return false when there is nothing to try again
     */
    boolean tryAgain(FileId file);

    /**
     * Bytes to hand out.
     *
     * @param size in bytes
     * @param mimeType what the bytes say it is
     * @param filename what its sender calls it
     * @param sha256 of the file's own bytes, in hexadecimal small letters; its small picture never changes either
     */
    record Served(
            StoreKey key,
            long size,
            String mimeType,
            @Nullable String filename,
            String sha256,
            Instant keptAt) {}
}
