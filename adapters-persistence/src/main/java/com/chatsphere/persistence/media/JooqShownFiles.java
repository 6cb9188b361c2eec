package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.DOMAIN_EVENT;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_OF_MESSAGE;

import com.chatsphere.application.media.ShownFiles;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.MediaFileRecord;
import com.chatsphere.persistence.jooq.tables.records.MediaOfMessageRecord;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Which message shows which file, as rows. */
@Component
class JooqShownFiles implements ShownFiles {
    private static final JsonMapper JSON = EventJson.mapper();
    private static final int SHA256_BYTES = 32;

    /** Meta keeps what a customer sends for seven days. */
    private static final Duration WORTH_TRYING = Duration.ofDays(6);

    private final DSLContext database;

    JooqShownFiles(DSLContext database) {
        this.database = database;
    }

    @Override
    public void show(
            MessageId message,
            ConversationId conversation,
            @Nullable PhoneNumberId number,
            MediaKind kind,
            RemoteMedia file) {
        String sha256 = hexadecimal(file.sha256());
        MediaOfMessageRecord before = shownBy(message);
        if (before != null && (!before.getShown() || isTheSame(before.getFileId(), sha256))) {
            return;
        }
        String holder = number == null ? numberOf(message) : number.value();
        UUID expected = expect(holder, kind, file, sha256);
        link(message, conversation, expected);
        if (before != null && !expected.equals(before.getFileId())) {
            MediaRows.removeUnlessShown(database, List.of(before.getFileId()));
        }
    }

    private @Nullable MediaOfMessageRecord shownBy(MessageId message) {
        return database.selectFrom(MEDIA_OF_MESSAGE)
                .where(MEDIA_OF_MESSAGE.MESSAGE_ID.eq(message.value()))
                .fetchOne();
    }

    /** Who edits the words beside a file sends the file along; the one that is here need not be fetched again. */
    private boolean isTheSame(UUID file, @Nullable String sha256) {
        return sha256 != null
                && database.fetchExists(
                        MEDIA_FILE, MEDIA_FILE.FILE_ID.eq(file).and(MEDIA_FILE.DECLARED_SHA256.eq(sha256)));
    }

    private String numberOf(MessageId message) {
        byte[] first = database.select(DOMAIN_EVENT.PAYLOAD)
                .from(DOMAIN_EVENT)
                .where(DOMAIN_EVENT.AGGREGATE_IDENTIFIER.eq(message.toString()))
                .and(DOMAIN_EVENT.SEQUENCE_NUMBER.eq(0L))
                .fetchSingle(DOMAIN_EVENT.PAYLOAD);
        return JSON.readTree(first).path("number").asString();
    }

    /** Two messages may show the same file: it is fetched once. */
    private UUID expect(String number, MediaKind kind, RemoteMedia file, @Nullable String sha256) {
        String remote = Shown.text(file.id().value());
        MediaFileRecord row = database.newRecord(MEDIA_FILE);
        row.setFileId(UUID.randomUUID());
        row.setPhoneNumberId(number);
        row.setRemoteId(remote);
        row.setKind(kind.name().toLowerCase(Locale.ROOT));
        row.setFilename(
                file.filename() == null ? null : Shown.text(file.filename().value()));
        row.setDeclaredType(file.mimeType() == null ? null : Shown.text(file.mimeType()));
        row.setDeclaredSha256(sha256);
        row.setState(MediaRows.DUE);
        while (true) {
            int added = database.insertInto(MEDIA_FILE)
                    .set(row)
                    .set(MEDIA_FILE.GIVE_UP_AT, MediaRows.in(WORTH_TRYING))
                    .onConflictDoNothing()
                    .execute();
            if (added == 1) {
                MediaRows.tell(database, MediaRows.FETCHING);
                return row.getFileId();
            }
            UUID known = database.select(MEDIA_FILE.FILE_ID)
                    .from(MEDIA_FILE)
                    .where(MEDIA_FILE.PHONE_NUMBER_ID.eq(number))
                    .and(MEDIA_FILE.REMOTE_ID.eq(remote))
                    .forShare()
                    .fetchOne(MEDIA_FILE.FILE_ID);
            if (known != null) {
                return known;
            }
        }
    }

    private void link(MessageId message, ConversationId conversation, UUID file) {
        database.insertInto(MEDIA_OF_MESSAGE)
                .set(MEDIA_OF_MESSAGE.MESSAGE_ID, message.value())
                .set(MEDIA_OF_MESSAGE.CONVERSATION_ID, conversation.value())
                .set(MEDIA_OF_MESSAGE.FILE_ID, file)
                .onConflict(MEDIA_OF_MESSAGE.MESSAGE_ID)
                .doUpdate()
                .set(MEDIA_OF_MESSAGE.FILE_ID, file)
                .where(MEDIA_OF_MESSAGE.SHOWN)
                .execute();
    }

    /** A file that was dropped in the meantime is missed by whoever is to hand it to Meta, who can say so. */
    @Override
    public void show(MessageId message, ConversationId conversation, KeptFile file) {
        UUID wanted = file.fileId().value();
        boolean isHere = database.select(MEDIA_FILE.FILE_ID)
                .from(MEDIA_FILE)
                .where(MEDIA_FILE.FILE_ID.eq(wanted))
                .and(MEDIA_FILE.STATE.ne(MediaRows.REMOVED))
                .forShare()
                .fetchOptional()
                .isPresent();
        if (isHere) {
            link(message, conversation, wanted);
        }
    }

    @Override
    public void hide(MessageId message, ConversationId conversation) {
        List<UUID> shown = database.insertInto(MEDIA_OF_MESSAGE)
                .set(MEDIA_OF_MESSAGE.MESSAGE_ID, message.value())
                .set(MEDIA_OF_MESSAGE.CONVERSATION_ID, conversation.value())
                .set(MEDIA_OF_MESSAGE.SHOWN, false)
                .onConflict(MEDIA_OF_MESSAGE.MESSAGE_ID)
                .doUpdate()
                .set(MEDIA_OF_MESSAGE.SHOWN, false)
                .where(MEDIA_OF_MESSAGE.SHOWN)
                .returning(MEDIA_OF_MESSAGE.FILE_ID)
                .fetch(MEDIA_OF_MESSAGE.FILE_ID);
        removeUnlessShown(shown);
    }

    @Override
    public void hideAll(ConversationId conversation) {
        List<UUID> shown = database.update(MEDIA_OF_MESSAGE)
                .set(MEDIA_OF_MESSAGE.SHOWN, false)
                .where(MEDIA_OF_MESSAGE.CONVERSATION_ID.eq(conversation.value()))
                .and(MEDIA_OF_MESSAGE.SHOWN)
                .returning(MEDIA_OF_MESSAGE.FILE_ID)
                .fetch(MEDIA_OF_MESSAGE.FILE_ID);
        removeUnlessShown(shown);
    }

    private void removeUnlessShown(List<UUID> files) {
        MediaRows.removeUnlessShown(
                database, files.stream().filter(file -> file != null).distinct().toList());
    }

    /** Webhooks have it in Base64, imported history in hexadecimal; anything else says nothing. */
    private static @Nullable String hexadecimal(@Nullable String sha256) {
        if (sha256 == null) {
            return null;
        }
        if (sha256.matches("[0-9A-Fa-f]{64}")) {
            return sha256.toLowerCase(Locale.ROOT);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(sha256.strip());
            return bytes.length == SHA256_BYTES ? HexFormat.of().formatHex(bytes) : null;
        } catch (IllegalArgumentException senseless) {
            return null;
        }
    }
}
