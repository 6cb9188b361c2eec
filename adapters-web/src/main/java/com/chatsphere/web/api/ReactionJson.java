package com.chatsphere.web.api;

import com.chatsphere.application.Queries;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.web.message.ReactionForm;
import com.chatsphere.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A reaction as scripts wish it.
 *
 * @param emoji null or empty takes the reaction back
 */
record ReactionJson(@Nullable String messageId, @Nullable String emoji) {
    static MessageContent read(JsonNode json, Queries queries) {
        ReactionJson wish;
        try {
            wish = ApiJson.MAPPER.treeToValue(json, ReactionJson.class);
        } catch (JacksonException malformed) {
            throw Problem.badRequest("invalid_field", "reaction has to be {messageId, emoji}.")
                    .at("reaction");
        }
        if (wish.messageId() == null) {
            throw Problem.badRequest("missing_field", "reaction.messageId is required.")
                    .at("reaction.messageId");
        }
        MessageId to = Ids.message("reaction.messageId", wish.messageId());
        Emoji emoji = wish.emoji() == null || wish.emoji().isEmpty() ? null : ReactionForm.emoji(wish.emoji());
        return ReactionForm.content(to, emoji, queries);
    }
}
