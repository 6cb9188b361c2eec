package com.chatsphere.application.notice;

import com.chatsphere.domain.DerivedUuid;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something Meta tells that is no chat: about an account, a number, a template or a group.
 *
 * @param wabaId the account it came for
 * @param number the number it is about; null when it is about the account as a whole, or about a number that is not ours
 * @param field Meta's name for this kind of news
 * @param word Meta's word for what happened, where it has one
 * @param standing how things stand now, in few words, where it changes how they stand
 * @param until when what it tells ends or begins to hold, where Meta says
 * @param toldAt Meta's time, where it gives one
 * @param value what Meta wrote, as written
 */
public record Notice(
        @Nullable String wabaId,
        @Nullable PhoneNumberId number,
        String field,
        @Nullable String word,
        Topic topic,
        Severity severity,
        String title,
        String explanation,
        @Nullable String standing,
        @Nullable Instant until,
        @Nullable Instant toldAt,
        @Nullable Template template,
        @Nullable String groupId,
        String value) {

    /** How much it matters; all but mere information is pointed out to administrators until one of them has seen it. */
    public enum Severity {
        INFO,
        WARNING,
        ALARM
    }

    /** What it is about: the latest notice about something says how that stands. */
    public enum Topic {
        ACCOUNT,
        RESTRICTION,
        REVIEW,
        MESSAGING_LIMIT,
        ALERT,
        THROUGHPUT,
        QUALITY,
        DISPLAY_NAME,
        USERNAME,
        SECURITY,
        SENDING,
        TEMPLATE_STATUS,
        TEMPLATE_QUALITY,
        TEMPLATE_CATEGORY,
        TEMPLATE_TEXT,
        FLOW,
        GROUP,
        OTHER
    }

    /**
     * A message template as Meta names it.
     *
     * @param id a number beyond what JSON's readers keep exactly, hence text
     */
    public record Template(
            @Nullable String name,
            @Nullable String language,
            @Nullable String id) {}

    /**
     * The same for every delivery of the same notice.
     *
     * <p>What carries no time of Meta's is the same only within a day: a limit that is hit again next week is news.
     */
    public UUID idFor(Instant receivedAt) {
        String time = toldAt == null
                ? "on " + LocalDate.ofInstant(receivedAt, ZoneOffset.UTC)
                : String.valueOf(toldAt.toEpochMilli());
        return DerivedUuid.of(
                "notice", wabaId == null ? "" : wabaId, number == null ? "" : number.value(), field, time, value);
    }
}
