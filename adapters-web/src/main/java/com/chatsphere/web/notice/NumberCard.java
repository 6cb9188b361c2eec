package com.chatsphere.web.notice;

import com.chatsphere.application.instance.SendingPolicy;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.Notice.Topic;
import com.chatsphere.application.notice.Notices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number of the business, or an account that none of its numbers is known to belong to, with how it stands.
 *
 * @param phoneNumberId null for an account
 * @param policy how the number behaves towards customers; null for an account
 */
public record NumberCard(
        String name,
        @Nullable String displayPhoneNumber,
        @Nullable String phoneNumberId,
        @Nullable String wabaId,
        List<Fact> facts,
        @Nullable SendingPolicy policy) {

    /** Which number this is, for addresses. */
    public String policyAddress() {
        return "/admin/numbers/" + phoneNumberId + "/policy";
    }

    private static final Map<Topic, String> LABELS = new EnumMap<>(Map.of(
            Topic.ACCOUNT, "Account",
            Topic.RESTRICTION, "Restrictions",
            Topic.REVIEW, "Meta's review",
            Topic.MESSAGING_LIMIT, "First messages",
            Topic.THROUGHPUT, "Throughput",
            Topic.QUALITY, "Quality",
            Topic.DISPLAY_NAME, "Display name",
            Topic.USERNAME, "Username",
            Topic.SECURITY, "Security",
            Topic.SENDING, "Sending"));

    /** Shown even where Meta has told nothing. */
    private static final List<Topic> ALWAYS = List.of(
            Topic.ACCOUNT,
            Topic.RESTRICTION,
            Topic.QUALITY,
            Topic.THROUGHPUT,
            Topic.MESSAGING_LIMIT,
            Topic.DISPLAY_NAME,
            Topic.USERNAME,
            Topic.SECURITY);

    /** What is about a single number; told of one that is not ours, it says nothing about those that are. */
    private static final Set<Topic> OF_NUMBERS = EnumSet.of(
            Topic.QUALITY, Topic.THROUGHPUT, Topic.DISPLAY_NAME, Topic.USERNAME, Topic.SECURITY, Topic.SENDING);

    private static final List<Topic> WHERE_TOLD = List.of(Topic.SENDING, Topic.REVIEW, Topic.ALERT);

    /**
     * One fact of how it stands.
     *
     * @param value null where Meta has told nothing
     * @param level how grave it is: info, warning, alarm
     */
    public record Fact(
            String label,
            @Nullable String value,
            String level,
            @Nullable Instant since,
            @Nullable Instant until) {
        /** A ban begins at the time that is told, anything else ends then. */
        public String untilWord() {
            return label.equals(LABELS.get(Topic.ACCOUNT)) ? "from" : "until";
        }

        public String shownSince() {
            return since == null ? "" : NoticeRow.moment(since);
        }

        public String shownUntil() {
            return until == null ? "" : NoticeRow.moment(until);
        }
    }

    /** How the number stands by the latest news about itself and about its account. */
    static List<Fact> facts(List<Notices.Row> latest, Instant now) {
        List<Fact> facts = new ArrayList<>();
        ALWAYS.forEach(topic -> facts.add(fact(topic, newest(topic, latest), now)));
        WHERE_TOLD.stream()
                .map(topic -> newest(topic, latest))
                .filter(row -> row != null)
                .forEach(row -> facts.add(fact(row.notice().topic(), row, now)));
        return facts;
    }

    /** Whether it holds for every number of an account, because it is about the account. */
    static boolean isAboutAccount(Notice notice) {
        return notice.number() == null && !OF_NUMBERS.contains(notice.topic());
    }

    /** How an account stands: only what was told. */
    static List<Fact> toldFacts(List<Notices.Row> latest, Instant now) {
        return facts(latest, now).stream().filter(fact -> fact.value() != null).toList();
    }

    private static Notices.@Nullable Row newest(Topic topic, List<Notices.Row> rows) {
        return rows.stream()
                .filter(row -> row.notice().topic() == topic)
                .max(Comparator.comparing(Notices.Row::at))
                .orElse(null);
    }

    private static Fact fact(Topic topic, Notices.@Nullable Row row, Instant now) {
        String label = LABELS.getOrDefault(topic, "Meta's alert");
        if (row == null) {
            return new Fact(label, null, "info", null, null);
        }
        Notice notice = row.notice();
        boolean isOver = topic == Topic.RESTRICTION
                && notice.until() != null
                && !notice.until().isAfter(now);
        return new Fact(
                label,
                isOver ? "None any more" : notice.standing(),
                isOver || notice.severity() == Severity.INFO
                        ? "info"
                        : notice.severity() == Severity.ALARM ? "alarm" : "warning",
                row.at(),
                isOver ? null : notice.until());
    }
}
