package com.chatsphere.web.notice;

import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.Notice.Topic;
import com.chatsphere.application.notice.Notices;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A template and how it stands by the latest news about it. */
public record TemplateCard(Notices.TemplateName template, List<Mark> marks, Notices.Row newest) {

    /** One thing that stands so: the status, the quality or the category. */
    public record Mark(String label, String value, String level) {}

    /** One for each template, those with the newest news first. */
    static List<TemplateCard> of(List<Notices.Row> latest) {
        Map<Notices.TemplateName, List<Notices.Row>> grouped = new LinkedHashMap<>();
        for (Notices.Row row : latest) {
            Notice.Template template = row.notice().template();
            if (template != null && template.name() != null) {
                Notices.TemplateName name =
                        new Notices.TemplateName(template.name(), Objects.requireNonNullElse(template.language(), ""));
                grouped.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
            }
        }
        return grouped.entrySet().stream()
                .map(entry -> new TemplateCard(
                        entry.getKey(),
                        marks(entry.getValue()),
                        entry.getValue().getFirst()))
                .toList();
    }

    private static List<Mark> marks(List<Notices.Row> rows) {
        List<Mark> marks = new ArrayList<>();
        add(marks, "Status", Topic.TEMPLATE_STATUS, rows);
        add(marks, "Quality", Topic.TEMPLATE_QUALITY, rows);
        add(marks, "Category", Topic.TEMPLATE_CATEGORY, rows);
        return marks;
    }

    private static void add(List<Mark> marks, String label, Topic topic, List<Notices.Row> rows) {
        rows.stream()
                .map(Notices.Row::notice)
                .filter(notice -> notice.topic() == topic && notice.standing() != null)
                .findFirst()
                .ifPresent(notice ->
                        marks.add(new Mark(label, String.valueOf(notice.standing()), level(notice.severity()))));
    }

    private static String level(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /** Leads to all news about it. */
    public String address() {
        return "/admin/numbers?template=%s&language=%s#news"
                .formatted(
                        URLEncoder.encode(template.name(), StandardCharsets.UTF_8),
                        URLEncoder.encode(template.language(), StandardCharsets.UTF_8));
    }

    public String shownAt() {
        return NoticeRow.moment(newest.at());
    }
}
