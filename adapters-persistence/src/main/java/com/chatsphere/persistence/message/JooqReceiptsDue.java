package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.jooq.Tables.READ_RECEIPT;
import static com.chatsphere.persistence.jooq.Tables.TRANSCRIPT;
import static com.chatsphere.persistence.message.JooqOutbox.in;
import static com.chatsphere.persistence.message.JooqOutbox.now;
import static org.jooq.impl.DSL.excluded;

import com.chatsphere.application.message.ReceiptsDue;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Wamid;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Read receipts that are owed, as rows; one that was paid stays, to know what the customer has seen. */
@Component
class JooqReceiptsDue implements ReceiptsDue {
    private final DSLContext database;

    JooqReceiptsDue(DSLContext database) {
        this.database = database;
    }

    @Override
    public void owe(ConversationId conversation, PhoneNumberId number, boolean typing) {
        database.select(TRANSCRIPT.WAMID)
                .from(TRANSCRIPT)
                .where(TRANSCRIPT.CONVERSATION_ID.eq(conversation.value()))
                .and(TRANSCRIPT.DIRECTION.eq("inbound"))
                .and(TRANSCRIPT.WAMID.isNotNull())
                .orderBy(TRANSCRIPT.SENT_AT.desc(), TRANSCRIPT.ARRIVAL.desc())
                .limit(1)
                .fetchOptional(TRANSCRIPT.WAMID)
                .ifPresent(wamid -> database.insertInto(READ_RECEIPT)
                        .set(READ_RECEIPT.CONVERSATION_ID, conversation.value())
                        .set(READ_RECEIPT.PHONE_NUMBER_ID, number.value())
                        .set(READ_RECEIPT.WAMID, wamid)
                        .set(READ_RECEIPT.TYPING, typing)
                        .set(READ_RECEIPT.DUE_AT, now())
                        .onConflict(READ_RECEIPT.CONVERSATION_ID)
                        .doUpdate()
                        .set(READ_RECEIPT.WAMID, excluded(READ_RECEIPT.WAMID))
                        .set(READ_RECEIPT.TYPING, excluded(READ_RECEIPT.TYPING))
                        .set(READ_RECEIPT.DUE_AT, excluded(READ_RECEIPT.DUE_AT))
                        .set(READ_RECEIPT.TRIES, 0)
                        .where(READ_RECEIPT
                                .WAMID
                                .ne(excluded(READ_RECEIPT.WAMID))
                                .or(excluded(READ_RECEIPT.TYPING).isTrue()))
                        .execute());
    }

    @Override
    public List<Due> claim(int most, Duration lease) {
        return database.update(READ_RECEIPT)
                .set(READ_RECEIPT.DUE_AT, in(lease))
                .set(READ_RECEIPT.TRIES, READ_RECEIPT.TRIES.plus(1))
                .where(READ_RECEIPT.CONVERSATION_ID.in(database.select(READ_RECEIPT.CONVERSATION_ID)
                        .from(READ_RECEIPT)
                        .where(READ_RECEIPT.DUE_AT.le(now()))
                        .orderBy(READ_RECEIPT.DUE_AT)
                        .limit(most)
                        .forUpdate()
                        .skipLocked()))
                .returning()
                .fetch(row -> new Due(
                        new ConversationId(row.getConversationId()),
                        new PhoneNumberId(row.getPhoneNumberId()),
                        new Wamid(row.getWamid()),
                        row.getTyping(),
                        row.getTries()));
    }

    @Override
    public void settle(Due due) {
        database.update(READ_RECEIPT)
                .setNull(READ_RECEIPT.DUE_AT)
                .where(READ_RECEIPT.CONVERSATION_ID.eq(due.conversation().value()))
                .and(READ_RECEIPT.WAMID.eq(due.upTo().value()))
                .and(READ_RECEIPT.TRIES.eq(due.tries()))
                .execute();
    }

    @Override
    public void postpone(Due due, Duration delay) {
        database.update(READ_RECEIPT)
                .set(READ_RECEIPT.DUE_AT, in(delay))
                .where(READ_RECEIPT.CONVERSATION_ID.eq(due.conversation().value()))
                .and(READ_RECEIPT.WAMID.eq(due.upTo().value()))
                .and(READ_RECEIPT.TRIES.eq(due.tries()))
                .execute();
    }
}
