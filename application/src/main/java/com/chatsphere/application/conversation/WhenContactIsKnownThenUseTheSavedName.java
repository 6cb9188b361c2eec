package com.chatsphere.application.conversation;

import com.chatsphere.application.Commands;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ConversationCommand.SaveContact;
import com.chatsphere.domain.conversation.ConversationEvent.ContactIdentified;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationOpened;
import com.chatsphere.domain.conversation.ConversationId;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/** Names a conversation as the address book does, where its contact was saved before there was a conversation. */
@DisallowReplay
@ProcessingGroup("saved-names")
public class WhenContactIsKnownThenUseTheSavedName {
    private final AddressBook book;
    private final Commands commands;

    public WhenContactIsKnownThenUseTheSavedName(AddressBook book, Commands commands) {
        this.book = book;
        this.commands = commands;
    }

    @EventHandler
    void react(ConversationOpened event) {
        use(event.conversationId(), event.contact(), event.at());
    }

    @EventHandler
    void react(ContactIdentified event) {
        use(event.conversationId(), event.contact(), event.at());
    }

    private void use(ConversationId conversation, Contact contact, Instant at) {
        book.find(contact)
                .ifPresent(entry -> commands.send(new SaveContact(conversation, entry.name(), entry.savedAt(), at)));
    }
}
