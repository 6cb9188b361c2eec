package com.chatsphere.persistence.instance;

import static com.chatsphere.persistence.jooq.Tables.SENDING_PACE;
import static com.chatsphere.persistence.jooq.Tables.SENDING_POLICY;

import com.chatsphere.application.instance.SendingPolicies;
import com.chatsphere.application.instance.SendingPolicy;
import com.chatsphere.application.instance.SendingPolicy.ReadReceipts;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.util.Locale;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What was chosen for each number, and the pace that all nodes keep. */
@Component
class JooqSendingPolicies implements SendingPolicies {
    private final DSLContext database;

    JooqSendingPolicies(DSLContext database) {
        this.database = database;
    }

    @Override
    public SendingPolicy of(PhoneNumberId number) {
        int perSecond = database.select(SENDING_PACE.PER_SECOND)
                .from(SENDING_PACE)
                .where(SENDING_PACE.PHONE_NUMBER_ID.eq(number.value()))
                .fetchOptional(SENDING_PACE.PER_SECOND)
                .orElse(SendingPolicy.USUAL.perSecond());
        return database.selectFrom(SENDING_POLICY)
                .where(SENDING_POLICY.PHONE_NUMBER_ID.eq(number.value()))
                .fetchOptional(row -> new SendingPolicy(
                        perSecond,
                        ReadReceipts.valueOf(row.getReadReceipts().toUpperCase(Locale.ROOT)),
                        row.getTyping()))
                .orElse(new SendingPolicy(perSecond, SendingPolicy.USUAL.readReceipts(), SendingPolicy.USUAL.typing()));
    }

    @Override
    public void choose(PhoneNumberId number, SendingPolicy policy) {
        database.transaction(transaction -> {
            transaction
                    .dsl()
                    .insertInto(SENDING_PACE)
                    .set(SENDING_PACE.PHONE_NUMBER_ID, number.value())
                    .set(SENDING_PACE.PER_SECOND, policy.perSecond())
                    .onDuplicateKeyUpdate()
                    .set(SENDING_PACE.PER_SECOND, policy.perSecond())
                    .execute();
            transaction
                    .dsl()
                    .insertInto(SENDING_POLICY)
                    .set(SENDING_POLICY.PHONE_NUMBER_ID, number.value())
                    .set(SENDING_POLICY.READ_RECEIPTS, word(policy))
                    .set(SENDING_POLICY.TYPING, policy.typing())
                    .onDuplicateKeyUpdate()
                    .set(SENDING_POLICY.READ_RECEIPTS, word(policy))
                    .set(SENDING_POLICY.TYPING, policy.typing())
                    .execute();
        });
    }

    private static String word(SendingPolicy policy) {
        return policy.readReceipts().name().toLowerCase(Locale.ROOT);
    }
}
