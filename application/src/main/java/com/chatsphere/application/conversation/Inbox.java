package com.chatsphere.application.conversation;

import com.chatsphere.application.Asks;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The left column: conversations, those with the latest activity first.
 *
 * @param total how many there are altogether, beyond this page
 * @param next where the next page begins, or null on the last one
 */
public record Inbox(List<Row> rows, long total, @Nullable Cursor next) {

    /** Asks for the page after {@code after}, or else for page {@code page} (from 1) of {@code size} rows. */
    public record Query(
            AgentId viewer,
            Filter filter,
            boolean archived,
            @Nullable String search,
            @Nullable Cursor after,
            int page,
            int size)
            implements Asks<Inbox> {}

    /** Asks for one conversation, deleted ones excepted. */
    public record One(ConversationId conversationId) implements Asks<Optional<Row>> {}

    /** Asks for several conversations at once, in no particular order. */
    public record Several(List<ConversationId> conversationIds) implements Asks<List<Row>> {}

    /** Asks for the conversations an agent has pinned, the latest pin first. */
    public record Pinned(AgentId agent) implements Asks<List<Pin>> {}

    public enum Filter {
        ALL,
        UNREAD,
        MINE,
        UNASSIGNED
    }

    /** A place in the list: the activity and id of the last row seen. */
    public record Cursor(Instant lastAt, ConversationId id) {}

    public record Pin(ConversationId conversationId, Instant pinnedAt) {}

    /**
     * One conversation as the list and the REST API show it; the same for every viewer.
     *
     * @param lastAt the latest activity, Meta's time
     * @param serviceWindowUntil until when free text may be sent, or null if the customer never wrote
     * @param groupId Meta's id of the group, where the contact is one
     * @param version rises with every change of this row
     */
    public record Row(
            ConversationId id,
            PhoneNumberId number,
            ContactId contact,
            @Nullable String phone,
            @Nullable String userId,
            @Nullable String username,
            @Nullable String displayName,
            boolean archived,
            int unreadCount,
            Instant lastAt,
            @Nullable LastMessage lastMessage,
            @Nullable Instant serviceWindowUntil,
            @Nullable AgentId assignedTo,
            Instant createdAt,
            @Nullable String groupId,
            Circumstances circumstances,
            long version) {

        /** What to call the contact: the name in our address book, else their own name, else the username, else the number, else the user id or group id. */
        public String title() {
            if (circumstances.savedName() != null) {
                return circumstances.savedName();
            }
            if (displayName != null) {
                return displayName;
            }
            if (username != null) {
                return "@" + username;
            }
            if (groupId != null) {
                return "Group " + groupId;
            }
            return phone != null ? "+" + phone : String.valueOf(userId);
        }
    }

    /**
     * What is particular about a conversation.
     *
     * @param savedName what the business has saved the contact as, or what the group is called
     * @param marketingStopped whether the customer takes no marketing messages
     * @param personNeeded whether Meta's assistant has handed it to people and nobody has attended to it yet
     * @param byAssistant whether Meta's assistant looks after it
     * @param freeUntil until when WhatsApp charges nothing because the customer came by an advertisement, or null
     */
    public record Circumstances(
            @Nullable String savedName,
            boolean marketingStopped,
            boolean personNeeded,
            boolean byAssistant,
            @Nullable Instant freeUntil) {
        public static final Circumstances ORDINARY = new Circumstances(null, false, false, false, null);
    }

    /**
     * The line under the name.
     *
     * @param type the word of the REST API, for example {@code text}
     * @param status the word of the REST API, for example {@code delivered}
     * @param withdrawn whether it is out of sight, and the preview only says so
     */
    public record LastMessage(
            MessageId id, Direction direction, String type, String preview, String status, boolean withdrawn) {}
}
