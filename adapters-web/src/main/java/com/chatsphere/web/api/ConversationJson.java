package com.chatsphere.web.api;

import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.domain.instance.InstanceId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversation as scripts see it. */
public record ConversationJson(
        UUID id,
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String username,
        @Nullable String displayName,
        UUID instanceId,
        String phoneNumberId,
        boolean archived,
        boolean pinned,
        int unreadCount,
        Instant lastAt,
        @Nullable LastMessage lastMessage,
        @Nullable Instant serviceWindowUntil,
        @Nullable UUID assignedTo,
        Instant createdAt,
        @Nullable String groupId,
        @Nullable String savedName,
        boolean marketingStopped,
        boolean personNeeded,
        boolean standby,
        @Nullable Instant freeUntil) {

    public static ConversationJson of(Inbox.Row row, boolean pinned) {
        return new ConversationJson(
                row.id().value(),
                row.phone(),
                row.userId(),
                row.username(),
                row.displayName(),
                InstanceId.of(row.number()).value(),
                row.number().value(),
                row.archived(),
                pinned,
                row.unreadCount(),
                row.lastAt(),
                row.lastMessage() == null ? null : LastMessage.of(row.lastMessage()),
                row.serviceWindowUntil(),
                row.assignedTo() == null ? null : row.assignedTo().value(),
                row.createdAt(),
                row.groupId(),
                row.circumstances().savedName(),
                row.circumstances().marketingStopped(),
                row.circumstances().personNeeded(),
                row.circumstances().byAssistant(),
                row.circumstances().freeUntil());
    }

    ConversationJson withArchived(boolean commanded) {
        return new ConversationJson(
                id,
                phone,
                userId,
                username,
                displayName,
                instanceId,
                phoneNumberId,
                commanded,
                pinned,
                unreadCount,
                lastAt,
                lastMessage,
                serviceWindowUntil,
                assignedTo,
                createdAt,
                groupId,
                savedName,
                marketingStopped,
                personNeeded,
                standby,
                freeUntil);
    }

    /** The line under the name. */
    public record LastMessage(UUID id, String direction, String type, String preview, String status) {
        static LastMessage of(Inbox.LastMessage message) {
            return new LastMessage(
                    message.id().value(),
                    message.direction().name().toLowerCase(Locale.ROOT),
                    message.type(),
                    message.preview(),
                    message.status());
        }
    }
}
