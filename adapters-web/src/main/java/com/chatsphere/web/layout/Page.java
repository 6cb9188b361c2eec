package com.chatsphere.web.layout;

import com.chatsphere.application.agent.Accounts;
import com.chatsphere.domain.agent.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the frame around every page needs to know.
 *
 * @param nonce allows this page's own scripts
 * @param csrfToken goes back with everything that changes something
 * @param menu where the user menu leads this viewer
 * @param attention what an administrator should look at; nothing for others
 * @param viewer who is logged in, null on the pages before that
 */
public record Page(
        String title,
        @Nullable String nonce,
        @Nullable String csrfToken,
        Theme theme,
        Assets assets,
        List<MenuEntry> menu,
        List<Attention> attention,
        Accounts.@Nullable Account viewer) {

    public String asset(String path) {
        return assets.address(path);
    }

    /** The pages of administration that this viewer may open. */
    public List<MenuEntry> adminPages() {
        return menu.stream().filter(MenuEntry::forAdmins).toList();
    }

    /** Whether something at one of the places that the menu leads to should be looked at. */
    public boolean asksForAttention() {
        return attention.stream().anyMatch(Attention::isOn);
    }

    public boolean asksForAttention(MenuEntry entry) {
        return attention.stream().anyMatch(one -> one.address().equals(entry.address()) && one.isOn());
    }

    public boolean isForAdmin() {
        return viewer != null && viewer.role() == Role.ADMIN;
    }

    public String viewerName() {
        return viewer == null ? "" : viewer.username().value();
    }

    public String viewerId() {
        return viewer == null ? "" : viewer.id().toString();
    }

    public String viewerRole() {
        return isForAdmin() ? "Administrator" : "Agent";
    }
}
