package com.chatsphere.web.readymessage;

import com.chatsphere.application.readymessage.ReadyMessages;
import org.jspecify.annotations.Nullable;

/** One ready message, on the page of administrators and in the list agents choose from. */
public record ReadyMessageRow(ReadyMessages.Row row, boolean first, boolean last) {
    public String elementId() {
        return "ready-" + row.id();
    }

    public String address() {
        return "/admin/ready-messages/" + row.id();
    }

    public String name() {
        return row.name().value();
    }

    public @Nullable String shortcut() {
        return row.shortcut() == null ? null : row.shortcut().value();
    }

    public String body() {
        return row.text().value();
    }
}
