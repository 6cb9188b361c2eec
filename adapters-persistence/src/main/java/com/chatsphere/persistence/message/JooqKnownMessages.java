package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.jooq.Tables.DOMAIN_EVENT;
import static com.chatsphere.persistence.jooq.Tables.MESSAGE_NAME;
import static org.jooq.impl.DSL.any;

import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Which messages are on record: asked of the events themselves, and of the names kept with them. */
@Component
class JooqKnownMessages implements KnownMessages {
    private final DSLContext database;

    JooqKnownMessages(DSLContext database) {
        this.database = database;
    }

    @Override
    public Set<MessageId> existing(Collection<MessageId> ids) {
        String[] streams = ids.stream().map(MessageId::toString).toArray(String[]::new);
        return database.select(DOMAIN_EVENT.AGGREGATE_IDENTIFIER)
                .from(DOMAIN_EVENT)
                .where(DOMAIN_EVENT.AGGREGATE_IDENTIFIER.eq(any(streams)))
                .and(DOMAIN_EVENT.SEQUENCE_NUMBER.eq(0L))
                .fetchSet(found -> MessageId.of(found.value1()));
    }

    @Override
    public Map<Wamid, MessageId> named(PhoneNumberId number, Collection<Wamid> wamids) {
        String[] names = wamids.stream().map(Wamid::value).toArray(String[]::new);
        return database.selectFrom(MESSAGE_NAME)
                .where(MESSAGE_NAME.PHONE_NUMBER_ID.eq(number.value()))
                .and(MESSAGE_NAME.WAMID.eq(any(names)))
                .fetchMap(found -> new Wamid(found.getWamid()), found -> new MessageId(found.getMessageId()));
    }
}
