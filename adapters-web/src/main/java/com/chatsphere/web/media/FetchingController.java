package com.chatsphere.web.media;

import com.chatsphere.application.Queries;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.application.media.MediaFiles;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Has the file of a message fetched again that could not be fetched before. */
@Controller
class FetchingController {
    private final Queries queries;
    private final MediaFiles files;

    FetchingController(Queries queries, MediaFiles files) {
        this.queries = queries;
        this.files = files;
    }

    /** Asking twice is as good as asking once: what is being fetched already is not fetched anew. */
    @PostMapping("/messages/{id}/file")
    ResponseEntity<Void> fetch(HttpServletRequest request, @PathVariable("id") UUID id) {
        Transcript.Entry entry = queries.ask(new Transcript.One(new MessageId(id)))
                .orElseThrow(() -> Problem.notFound("This message is not here any more."));
        Attachment attachment = entry.attachment();
        if (attachment == null) {
            throw Problem.notFound("This message has no file.");
        }
        files.tryAgain(attachment.id());
        return Done.at(request, "/conversations/" + entry.conversationId());
    }
}
