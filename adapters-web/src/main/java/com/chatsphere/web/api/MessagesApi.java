package com.chatsphere.web.api;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.live.LiveChanges;
import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageCommand.HideMessage;
import com.chatsphere.web.login.LoggedIn;
import com.chatsphere.web.media.MediaLinks;
import com.chatsphere.web.problem.Problem;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The messages of a conversation, for scripts. */
@RestController
class MessagesApi {
    private static final int USUAL_MESSAGES = 50;

    private final Commands commands;
    private final Queries queries;
    private final LiveChanges live;
    private final MediaAddresses addresses;
    private final Clock clock;

    MessagesApi(Commands commands, Queries queries, LiveChanges live, MediaAddresses addresses, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.live = live;
        this.addresses = addresses;
        this.clock = clock;
    }

    @GetMapping("/api/conversations/{id}/messages")
    Page index(
            LoggedIn login,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String page,
            @RequestParam(name = "page_size", required = false) @Nullable String pageSize,
            @RequestParam(required = false) @Nullable String before) {
        ConversationId conversation = Ids.conversation(id);
        Transcript.Query question = new Transcript.Query(
                conversation,
                Paging.transcriptCursor(before),
                Paging.page(page),
                Paging.size(pageSize, USUAL_MESSAGES));
        long sequence = live.latest();
        if (queries.ask(new Inbox.One(conversation)).isEmpty()) {
            throw Problem.notFound("Conversation not found.");
        }
        Transcript transcript = queries.ask(question);
        MediaLinks links = new MediaLinks(addresses, login.token());
        return new Page(
                transcript.entries().stream()
                        .map(entry -> MessageJson.of(entry, links))
                        .toList(),
                transcript.total(),
                transcript.previous() == null ? null : Paging.text(transcript.previous()),
                sequence);
    }

    @DeleteMapping("/api/messages/{id}")
    Done hide(@PathVariable String id, @AuthenticationPrincipal Accounts.Account user) {
        commands.send(new HideMessage(Ids.message("the message's id", id), user.id(), clock.instant()));
        return Done.OK;
    }

    /**
     * A page of messages, the oldest first.
     *
     * @param previous for {@code before}, null when there are no older ones
     * @param seq for {@code /ws?after=}, to hear of all that changes after this answer
     */
    record Page(
            List<MessageJson> items, long total, @Nullable String previous, long seq) {}
}
