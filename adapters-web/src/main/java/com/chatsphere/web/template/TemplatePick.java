package com.chatsphere.web.template;

import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import org.jspecify.annotations.Nullable;

/**
 * A template among those that an agent may choose from.
 *
 * @param obstacle why this customer cannot get it, null if they can
 */
public record TemplatePick(
        TemplateCatalog.Row row, @Nullable String obstacle, boolean recent) {

    static TemplatePick of(TemplateCatalog.Row row, Inbox.Row conversation, boolean recent) {
        return new TemplatePick(row, obstacle(row, conversation), recent);
    }

    static @Nullable String obstacle(TemplateCatalog.Row row, Inbox.Row conversation) {
        if (row.obstacle() != null) {
            return row.obstacle();
        }
        if (row.category().needsMarketingConsent()
                && conversation.circumstances().marketingStopped()) {
            return "The customer has stopped marketing messages.";
        }
        boolean isPassword = row.category().equals(TemplateCategory.AUTHENTICATION)
                && row.layout().buttons().stream().anyMatch(button -> button.kind() == ButtonKind.OTP);
        if (isPassword && conversation.phone() == null) {
            return "WhatsApp sends one-time passwords to phone numbers only, and this customer's is not known.";
        }
        boolean needsProducts = row.layout().buttons().stream().anyMatch(button -> button.kind() == ButtonKind.PRODUCTS)
                || row.layout().header() instanceof Header.Other;
        return needsProducts ? "It needs a choice of products, which cannot be made here." : null;
    }

    public String id() {
        return row.id().toString();
    }

    public String line() {
        return TemplateView.line(row.layout());
    }

    public TemplateWords words() {
        return new TemplateWords(row);
    }
}
