package com.chatsphere.meta.webhook;

import com.chatsphere.application.Commands;
import com.chatsphere.application.conversation.AddressBook;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.application.webhook.WebhookBacklog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The applier of deliveries, taking one portion when it is told to. */
public final class SteppedApplier {
    private final WebhookApplier applier;

    public SteppedApplier(
            WebhookBacklog backlog,
            Instances instances,
            Commands commands,
            Contacts contacts,
            KnownMessages messages,
            NoticeBoard board,
            AddressBook book,
            TemplateSyncs syncs) {
        this.applier = new WebhookApplier(
                backlog,
                instances,
                commands,
                new ItemApplications(contacts, messages, board, book, new TemplateReports(syncs)));
    }

    /** Null when there may be more to do, else how long it would rest. */
    public @Nullable Duration step() {
        return applier.workOnce();
    }
}
