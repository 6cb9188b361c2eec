package com.chatsphere.web.api;

import com.chatsphere.application.media.Attachment;
import com.chatsphere.application.media.Uploads;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.upload.UploadAddresses;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Files that a user may send: those they brought themselves. */
@Component
class OwnUploads {
    private final Uploads uploads;
    private final UploadAddresses names;

    OwnUploads(Uploads uploads, UploadAddresses names) {
        this.uploads = uploads;
        this.names = names;
    }

    /**
     * The file that {@code media_url} names.
     *
     * @throws Problem for every other address, also of a file that somebody else brought
     */
    Uploads.Upload named(JsonNode address, AgentId by) {
        if (!address.isString()) {
            throw Problem.badRequest("invalid_field", "media_url has to be a text.")
                    .at("media_url");
        }
        return names.fileAt(address.asString())
                .flatMap(file -> uploads.find(file, by))
                .orElseThrow(() -> new Problem(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                "not_an_upload",
                                "media_url has to name a file that you have uploaded and that is still here: bring it"
                                        + " by POST /api/upload and send the url, the relativePath or the id of its"
                                        + " answer.")
                        .at("media_url"));
    }

    /** The file of a message that is just being sent, where it is one of these. */
    @Nullable
    Attachment attachment(MessageContent content, AgentId by) {
        return content instanceof MessageContent.Media media && media.file() instanceof KeptFile kept
                ? uploads.find(kept.fileId(), by)
                        .map(Uploads.Upload::attachment)
                        .orElse(null)
                : null;
    }
}
