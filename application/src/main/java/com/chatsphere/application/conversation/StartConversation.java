package com.chatsphere.application.conversation;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Transactions;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ConversationCommand.OpenConversation;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Opens the conversation with a phone number, or finds the one that exists; the contact is recognised on the way. */
public final class StartConversation {
    private final Commands commands;
    private final Contacts contacts;
    private final Transactions transactions;

    public StartConversation(Commands commands, Contacts contacts, Transactions transactions) {
        this.commands = commands;
        this.contacts = contacts;
        this.transactions = transactions;
    }

    public ConversationId with(PhoneNumber phone, PhoneNumberId number, AgentId by, Instant at) {
        AtomicReference<ConversationId> started = new AtomicReference<>();
        transactions.inOne(() -> {
            Contact contact =
                    contacts.recognise(Contacts.Sighting.of(phone, at)).contact();
            ConversationId id = ConversationId.between(number, contact.id());
            commands.send(new OpenConversation(id, number, contact, by, at));
            started.set(id);
        });
        return started.get();
    }
}
