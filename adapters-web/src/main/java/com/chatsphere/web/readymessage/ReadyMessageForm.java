package com.chatsphere.web.readymessage;

import com.chatsphere.application.readymessage.ReadyMessageEditor.Choice;
import com.chatsphere.application.readymessage.ReadyMessageEditor.Revision;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyText;
import com.chatsphere.domain.readymessage.Shortcut;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator writes on the page.
 *
 * @param active {@code on} when agents are to be offered it
 */
record ReadyMessageForm(
        @Nullable String name,
        @Nullable String shortcut,
        @Nullable String body,
        @Nullable String active) {

    ReadyMessageName readName() {
        return ReadyMessageFields.name(name, "Give it a name.");
    }

    @Nullable
    Shortcut readShortcut() {
        return ReadyMessageFields.shortcut(shortcut);
    }

    ReadyText readBody() {
        return ReadyMessageFields.body(body, "Write what it says.");
    }

    boolean isActive() {
        return active != null;
    }

    Revision toRevision() {
        return new Revision(readName(), new Choice(readShortcut()), readBody(), isActive(), null);
    }
}
