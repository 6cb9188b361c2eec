package com.chatsphere.application.message;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.conversation.StartConversation;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import java.time.Instant;
import java.util.UUID;

/** Sends a text to see whether sending works: an ordinary message, on record in an ordinary conversation. */
public final class TestMessage {
    private final Commands commands;
    private final StartConversation start;

    public TestMessage(Commands commands, Contacts contacts, Transactions transactions) {
        this.commands = commands;
        this.start = new StartConversation(commands, contacts, transactions);
    }

    /**
     * Opens the conversation where there is none, and queues the message.
     *
     * @throws com.chatsphere.domain.conversation.ConversationRejection when the conversation refuses it
     */
    public Queued send(PhoneNumber to, PhoneNumberId from, String text, AgentId by, Instant at) {
        ConversationId conversation = start.with(to, from, by, at);
        MessageId message = new MessageId(UUID.randomUUID());
        commands.send(
                new SendMessage(conversation, message, new MessageContent.Text(new MessageText(text)), null, by, at));
        return new Queued(conversation, message);
    }

    /** What is on its way. */
    public record Queued(ConversationId conversation, MessageId message) {}
}
