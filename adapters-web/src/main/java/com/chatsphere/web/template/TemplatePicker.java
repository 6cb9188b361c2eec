package com.chatsphere.web.template;

import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.template.TemplateStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The templates an agent may choose from.
 *
 * @param waba null where it is not known to which account the number belongs
 * @param picks those used last come first while nothing in particular is looked for
 */
public record TemplatePicker(
        ConversationId conversation,
        @Nullable String waba,
        TemplateFilter filter,
        TemplateCatalog catalog,
        List<TemplatePick> picks) {

    public String address() {
        return "/conversations/" + conversation + "/templates";
    }

    /** How many fit, beyond those that are shown. */
    public int more() {
        return catalog.total() - catalog.rows().size();
    }

    public String category(String word) {
        return TemplateWords.capital(word);
    }

    public String status(String word) {
        return TemplateWords.statusOf(new TemplateStatus(word));
    }
}
