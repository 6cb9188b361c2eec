package com.chatsphere.web.upload;

import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.media.Reception;
import com.chatsphere.application.media.Reception.Purpose;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.ConversationRejection;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files that an agent brings to a conversation, before they are sent. */
@RestController
@RequestMapping("/conversations/{conversation}/files")
class ConversationFilesController {
    private final Reception reception;
    private final Queries queries;
    private final Clock clock;

    ConversationFilesController(Reception reception, Queries queries, Clock clock) {
        this.reception = reception;
        this.queries = queries;
        this.clock = clock;
    }

    /** Takes the file while it arrives; nobody brings one to where they could not send it. */
    @PostMapping
    FileJson bring(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @PathVariable("conversation") UUID conversation) {
        requireOpen(new ConversationId(conversation));
        return FileJson.of(UploadProblems.orProblem(() -> FileForm.read(
                request,
                (content, filename, fields) ->
                        reception.take(content, filename, purpose(fields.get("as")), viewer.id()))));
    }

    /** Throws away a file that was not sent. */
    @DeleteMapping("/{file}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@AuthenticationPrincipal Accounts.Account viewer, @PathVariable("file") UUID file) {
        if (!reception.discard(new FileId(file), viewer.id())) {
            throw Problem.notFound("There is no such file of yours that was not sent.");
        }
    }

    private void requireOpen(ConversationId id) {
        Inbox.Row row = queries.ask(new Inbox.One(id))
                .orElseThrow(() -> Problem.notFound("This conversation does not exist, or was deleted."));
        Instant until = row.serviceWindowUntil();
        if (until == null || until.isBefore(clock.instant())) {
            throw new ConversationRejection.ServiceWindowClosed();
        }
    }

    private static Purpose purpose(@Nullable String as) {
        return switch (as) {
            case "auto" -> Purpose.BY_TYPE;
            case "photo" -> Purpose.PHOTO_OR_VIDEO;
            case "document" -> Purpose.DOCUMENT;
            case "voice" -> Purpose.VOICE_NOTE;
            case "sticker" -> Purpose.STICKER;
            case null ->
                throw Problem.badRequest(
                                "missing_field",
                                "Before the file has to stand the field as: photo, document, voice, sticker or auto.")
                        .at("as");
            default ->
                throw Problem.badRequest("invalid_field", "as has to be photo, document, voice, sticker or auto.")
                        .at("as");
        };
    }
}
