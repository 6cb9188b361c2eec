package com.chatsphere.meta.webhook;

import static com.chatsphere.meta.webhook.MetaWords.plain;
import static com.chatsphere.meta.webhook.MetaWords.sentence;
import static com.chatsphere.meta.webhook.MetaWords.text;

import com.chatsphere.application.notice.Notice.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What Meta tells about groups and those in them. */
final class GroupNews {
    private static final Map<String, String> TITLES = Map.of(
            "group_create", "was created",
            "group_delete", "was deleted",
            "group_participants_add", "has new participants",
            "group_participants_remove", "has lost participants",
            "group_join_request_created", "has a request to join",
            "group_join_request_revoked", "has one request to join less",
            "group_settings_update", "has new settings",
            "group_suspend", "was suspended",
            "group_suspend_cleared", "is no longer suspended");

    private GroupNews() {}

    static Told read(JsonNode group) {
        String type = text(group, "type");
        boolean failed = !group.path("errors").isEmpty()
                || !group.path("failed_participants").isEmpty();
        boolean isBad = failed || type.equals("group_suspend");
        String subject = subject(group);
        String title = "Group %s %s"
                .formatted(
                        subject.isEmpty() ? text(group, "group_id") : "\"" + subject + "\"",
                        TITLES.getOrDefault(type, "has news: " + plain(type)));
        String explanation = (people("Joined", group.path("added_participants"))
                        + people("Left", group.path("removed_participants"))
                        + people("Not added", group.path("failed_participants"))
                        + reason(group)
                        + errors(group.path("errors")))
                .strip();
        if (explanation.isEmpty()) {
            explanation = "Nothing has to be done about it here.";
        }
        return isBad
                ? Told.warning(Topic.GROUP, type, title, explanation)
                : Told.info(Topic.GROUP, type, title, explanation);
    }

    /** What a group is called; empty if the news does not say. */
    static String subject(JsonNode group) {
        JsonNode subject = group.path("subject").isMissingNode() ? group.path("group_subject") : group.path("subject");
        return subject.isObject()
                ? text(subject, "text")
                : subject.isString() ? subject.asString().strip() : "";
    }

    private static String people(String what, JsonNode people) {
        List<String> names = new ArrayList<>();
        for (JsonNode person : people) {
            String phone = text(person, "wa_id");
            String input = text(person, "input");
            names.add(!phone.isEmpty() ? "+" + phone : !input.isEmpty() ? input : text(person, "user_id"));
        }
        return names.isEmpty() ? "" : " %s: %s.".formatted(what, String.join(", ", names));
    }

    private static String reason(JsonNode group) {
        String reason = text(group, "reason");
        return reason.isEmpty() ? "" : " By: %s.".formatted(plain(reason).toLowerCase(Locale.ROOT));
    }

    private static String errors(JsonNode errors) {
        StringBuilder told = new StringBuilder();
        for (JsonNode error : errors) {
            told.append(sentence("Error %s: %s".formatted(text(error, "code"), text(error, "title"))));
        }
        return told.toString();
    }
}
