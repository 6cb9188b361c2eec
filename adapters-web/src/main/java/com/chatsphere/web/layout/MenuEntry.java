package com.chatsphere.web.layout;

import com.chatsphere.application.agent.Accounts;
import com.chatsphere.domain.agent.Role;
import org.jspecify.annotations.Nullable;

/**
 * A further place that the user menu leads to; whoever has one to offer registers it as a bean.
 *
 * @param icon the name of one of the icons in {@code layout/icons.jte}
 * @param forAdmins whether it is one of the pages of administration, which lead to each other
 */
public record MenuEntry(String label, String address, String icon, boolean forAdmins) {
    public MenuEntry(String label, String address, String icon) {
        this(label, address, icon, false);
    }

    boolean isFor(Accounts.@Nullable Account viewer) {
        return !forAdmins || (viewer != null && viewer.role() == Role.ADMIN);
    }
}
