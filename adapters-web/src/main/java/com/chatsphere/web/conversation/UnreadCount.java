package com.chatsphere.web.conversation;

import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.domain.agent.AgentId;
import java.util.UUID;

/** How many conversations have unread messages: unread is the team's, so the same for every viewer. */
public final class UnreadCount {
    public static final Inbox.Query QUERY =
            new Inbox.Query(new AgentId(new UUID(0, 0)), Inbox.Filter.UNREAD, false, null, null, 1, 1);

    private UnreadCount() {}
}
