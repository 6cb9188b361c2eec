package com.chatsphere.web.live;

import com.chatsphere.application.Queries;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.live.Change;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.web.conversation.ListRow;
import com.chatsphere.web.conversation.UnreadCount;
import com.chatsphere.web.message.Bubble;
import com.chatsphere.web.templates.Templates;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Renders what changed, each thing once and as it is now, as operations for the live feed of every open page. */
@Component
class LiveFragments {
    static final int MOST_THINGS = 500;
    static final int LONGEST = 100_000;
    private static final String RESET = "<template data-op=\"reset\"></template>";

    private final Queries queries;
    private final Templates templates;

    LiveFragments(Queries queries, Templates templates) {
        this.queries = queries;
        this.templates = templates;
    }

    /** Operations that bring a page up to date, or the one that has it load everything anew because that is less. */
    String render(List<Change> changes) {
        Map<MessageId, Boolean> messages = new LinkedHashMap<>();
        Set<ConversationId> conversations = new LinkedHashSet<>();
        for (Change change : changes) {
            if (change.messageId() == null) {
                conversations.add(change.conversationId());
            } else {
                boolean onlyProgress = change.kind() == Change.Kind.MESSAGE_STATUS;
                messages.merge(change.messageId(), onlyProgress, Boolean::logicalAnd);
            }
        }
        if (messages.size() + conversations.size() > MOST_THINGS) {
            return RESET;
        }
        StringOutput html = new StringOutput();
        renderMessages(messages, html);
        renderConversations(conversations, html);
        return html.toString().length() > LONGEST ? RESET : html.toString();
    }

    String reset() {
        return RESET;
    }

    /** Of messages that only came further, no more than ticks and reactions: nothing that is being read is replaced. */
    private void renderMessages(Map<MessageId, Boolean> messages, TemplateOutput html) {
        if (messages.isEmpty()) {
            return;
        }
        Map<MessageId, Transcript.Entry> entries = new HashMap<>();
        queries.ask(new Transcript.Several(List.copyOf(messages.keySet())))
                .forEach(entry -> entries.put(entry.id(), entry));
        messages.forEach((id, onlyProgress) -> {
            Transcript.Entry entry = entries.get(id);
            if (entry == null) {
                templates.liveRemove("message-" + id).render(html);
                return;
            }
            Bubble bubble = new Bubble(entry);
            if (onlyProgress && !bubble.mayReadOtherwise()) {
                templates.liveProgress(bubble).render(html);
            } else {
                templates.liveMessage(bubble).render(html);
            }
        });
    }

    private void renderConversations(Set<ConversationId> ids, TemplateOutput html) {
        if (ids.isEmpty()) {
            return;
        }
        Map<ConversationId, Inbox.Row> rows = queries.ask(new Inbox.Several(List.copyOf(ids))).stream()
                .collect(Collectors.toMap(Inbox.Row::id, Function.identity()));
        for (ConversationId id : ids) {
            Inbox.Row row = rows.get(id);
            if (row == null) {
                templates.liveRemove("conversation-" + id).render(html);
            } else {
                templates.liveConversation(new ListRow(row)).render(html);
            }
        }
        templates.liveUnread(queries.ask(UnreadCount.QUERY).total()).render(html);
    }
}
