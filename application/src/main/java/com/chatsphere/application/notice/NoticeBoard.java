package com.chatsphere.application.notice;

import com.chatsphere.domain.agent.AgentId;
import java.time.Instant;
import java.util.UUID;

/** Need: keep notices for good, each once, and who has seen them. */
public interface NoticeBoard {
    /** Keeps it as part of the transaction under way; false if it is known already. */
    boolean post(Notice notice, Instant receivedAt);

    /** Notes who has seen it; whoever was first stays. False if there is no such notice. */
    boolean markSeen(UUID id, AgentId by, Instant at);
}
