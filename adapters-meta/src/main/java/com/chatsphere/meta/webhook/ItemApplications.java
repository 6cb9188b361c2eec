package com.chatsphere.meta.webhook;

import com.chatsphere.application.Commands;
import com.chatsphere.application.conversation.AddressBook;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.domain.message.MessageId;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Where every application of items to what is known begins. */
@Component
final class ItemApplications {
    private final Contacts contacts;
    private final KnownMessages messages;
    private final NoticeBoard board;
    private final AddressBook book;
    private final TemplateReports templates;

    ItemApplications(
            Contacts contacts, KnownMessages messages, NoticeBoard board, AddressBook book, TemplateReports templates) {
        this.contacts = contacts;
        this.messages = messages;
        this.board = board;
        this.book = book;
        this.templates = templates;
    }

    /**
     * Begins one.
     *
     * @param commands through which the items are to order things
     * @param known messages that this transaction has recorded before, which nobody who looks them up can see yet; those it
     *     records now are added
     */
    ItemApplication begin(Commands commands, OurNumbers ours, Set<MessageId> known) {
        return new ItemApplication(commands, contacts, messages, board, book, templates, ours, known);
    }
}
