package com.chatsphere.web.api;

import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.readymessage.ReadyMessageEditor;
import com.chatsphere.application.readymessage.ReadyMessageEditor.Choice;
import com.chatsphere.application.readymessage.ReadyMessageEditor.Revision;
import com.chatsphere.application.readymessage.ReadyMessages;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyText;
import com.chatsphere.web.layout.Shortly;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.readymessage.ReadyMessageFields;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Ready messages: agents read them, administrators write them. */
@RestController
class ReadyMessagesApi {
    private final Queries queries;
    private final ReadyMessageEditor editor;
    private final Clock clock;

    ReadyMessagesApi(Queries queries, ReadyMessageEditor editor, Clock clock) {
        this.queries = queries;
        this.editor = editor;
        this.clock = clock;
    }

    @GetMapping("/api/ready-messages")
    Items offered() {
        return items(true);
    }

    @GetMapping("/api/admin/ready-messages")
    Items index() {
        return items(false);
    }

    @PostMapping("/api/admin/ready-messages")
    @ResponseStatus(HttpStatus.CREATED)
    One create(@RequestBody Wish wish, @AuthenticationPrincipal Accounts.Account user) {
        ReadyMessageId id = new ReadyMessageId(UUID.randomUUID());
        ReadyMessageName name = ReadyMessageFields.name(wish.name(), "Name is required.");
        ReadyText text = ReadyMessageFields.body(wish.body(), "Message body is required.");
        Choice shortcut = wish.choice();
        editor.write(
                id,
                name,
                shortcut == null ? null : shortcut.value(),
                text,
                wish.isActive() == null || wish.isActive(),
                wish.positionInOrder(),
                user.id(),
                clock.instant());
        return Shortly.ask(() -> queries.ask(new ReadyMessages.One(id)))
                .map(One::of)
                .orElseThrow(Problem::unavailable);
    }

    @PatchMapping("/api/admin/ready-messages/{id}")
    One revise(@PathVariable String id, @RequestBody Wish wish, @AuthenticationPrincipal Accounts.Account user) {
        ReadyMessageId message = new ReadyMessageId(Ids.uuid("the ready message's id", id));
        Revision revision = new Revision(
                wish.name() == null ? null : ReadyMessageFields.name(wish.name(), "Name cannot be empty."),
                wish.choice(),
                wish.body() == null ? null : ReadyMessageFields.body(wish.body(), "Message body cannot be empty."),
                wish.isActive(),
                wish.positionInOrder());
        if (revision.equals(new Revision(null, null, null, null, null))) {
            throw Problem.badRequest("nothing_to_do", "No updates provided.");
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean recorded = editor.revise(message, revision, user.id(), at);
        return Shortly.ask(() -> queries.ask(new ReadyMessages.One(message))
                        .filter(row -> !recorded || !row.updatedAt().isBefore(at)))
                .map(One::of)
                .orElseThrow(() -> Problem.notFound("Ready message not found."));
    }

    @DeleteMapping("/api/admin/ready-messages/{id}")
    Done delete(@PathVariable String id, @AuthenticationPrincipal Accounts.Account user) {
        ReadyMessageId message = new ReadyMessageId(Ids.uuid("the ready message's id", id));
        editor.delete(message, user.id(), clock.instant());
        Shortly.ask(
                () -> queries.ask(new ReadyMessages.One(message)).isEmpty() ? Optional.of(Done.OK) : Optional.empty());
        return Done.OK;
    }

    private Items items(boolean onlyActive) {
        return new Items(queries.ask(new ReadyMessages.Query(onlyActive)).rows().stream()
                .map(ReadyMessageJson::of)
                .toList());
    }

    /**
     * What a ready message is to be like.
     *
     * @param shortcut null or empty takes it away
     * @param position counted from 1 among all
     */
    record Wish(
            @Nullable String name,
            @Nullable String body,
            @Nullable Boolean isActive,
            @Nullable JsonNode shortcut,
            @Nullable Integer position) {

        @Nullable
        Choice choice() {
            if (shortcut == null) {
                return null;
            }
            if (!shortcut.isNull() && !shortcut.isString()) {
                throw Problem.badRequest("invalid_field", "shortcut has to be a string or null.")
                        .at("shortcut");
            }
            return new Choice(ReadyMessageFields.shortcut(shortcut.isNull() ? null : shortcut.asString()));
        }

        @Nullable
        Integer positionInOrder() {
            if (position != null && position < 1) {
                throw Problem.badRequest("invalid_field", "position is counted from 1.")
                        .at("position");
            }
            return position;
        }
    }

    /** Ready messages in their order. */
    record Items(List<ReadyMessageJson> items) {}

    /** One of them, after something was done to it. */
    record One(ReadyMessageJson item) {
        static One of(ReadyMessages.Row row) {
            return new One(ReadyMessageJson.of(row));
        }
    }

    /** A ready message; its body has placeholders such as {@code {{name}}}. */
    record ReadyMessageJson(
            UUID id,
            String name,
            @Nullable String shortcut,
            String body,
            boolean isActive,
            int position,
            Instant createdAt,
            Instant updatedAt) {
        static ReadyMessageJson of(ReadyMessages.Row row) {
            return new ReadyMessageJson(
                    row.id().value(),
                    row.name().value(),
                    row.shortcut() == null ? null : row.shortcut().value(),
                    row.text().value(),
                    row.active(),
                    row.position(),
                    row.createdAt(),
                    row.updatedAt());
        }
    }
}
