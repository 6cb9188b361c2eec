package com.chatsphere.persistence.webhook;

import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_AGAIN;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_BACKLOG;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_COUNT;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_DELIVERY;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_ITEM;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.KeptDeliveries;
import com.chatsphere.application.webhook.KeptDelivery;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.application.webhook.WebhookItems.Place;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.persistence.eventstore.Shown;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Shows what Meta delivered: the items, and the deliveries they came in. */
@Component
class ItemAnswers {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
    private static final String WAMID = "wamid.";
    private static final int MOST_KINDS = 20;
    private static final int LONGEST_SHOWN = 64 << 10;
    private static final Comparator<Place> NEWEST_FIRST = Comparator.comparing(Place::deliveryId)
            .thenComparing(Place::position)
            .reversed();
    private static final String AFTER_ALL_OTHERS = "\uDBFF\uDFFD";

    private static final Field<Boolean> AGAIN = field(exists(selectOne()
                    .from(WEBHOOK_AGAIN)
                    .where(WEBHOOK_AGAIN.DELIVERY_ID.eq(WEBHOOK_ITEM.DELIVERY_ID))
                    .and(WEBHOOK_AGAIN.POSITION.eq(WEBHOOK_ITEM.POSITION))))
            .as("again");

    private final DSLContext database;
    private final JsonMapper json = JsonMapper.shared();

    ItemAnswers(DSLContext database) {
        this.database = database;
    }

    @QueryHandler
    WebhookItems answer(WebhookItems.Query query) {
        Optional<Condition> asked = condition(query);
        if (asked.isEmpty()) {
            return new WebhookItems(List.of(), null);
        }
        Condition older = query.before() == null
                ? noCondition()
                : row(WEBHOOK_ITEM.DELIVERY_ID, WEBHOOK_ITEM.POSITION)
                        .lt(query.before().deliveryId(), query.before().position());
        List<WebhookItems.Row> found = newest(
                asked.get().and(older), query.search() == null ? List.of() : matches(query.search()), query.most() + 1);
        if (found.size() <= query.most()) {
            return new WebhookItems(found, null);
        }
        List<WebhookItems.Row> shown = found.subList(0, query.most());
        return new WebhookItems(List.copyOf(shown), shown.getLast().place());
    }

    @QueryHandler
    Optional<KeptDelivery> answer(KeptDelivery.Query query) {
        return database.selectFrom(WEBHOOK_DELIVERY)
                .where(WEBHOOK_DELIVERY.ID.eq(query.id()))
                .fetchOptional()
                .map(kept -> new KeptDelivery(
                        kept.getId(),
                        kept.getReceivedAt(),
                        json.readValue(kept.getHeaders(), HEADERS),
                        kept.getBody(),
                        database.fetchExists(WEBHOOK_BACKLOG, WEBHOOK_BACKLOG.DELIVERY_ID.eq(query.id())),
                        database.select(WEBHOOK_ITEM.fields())
                                .select(AGAIN)
                                .from(WEBHOOK_ITEM)
                                .where(WEBHOOK_ITEM.DELIVERY_ID.eq(query.id()))
                                .orderBy(WEBHOOK_ITEM.POSITION)
                                .fetch(ItemAnswers::toRow)));
    }

    @QueryHandler
    KeptDeliveries answer(KeptDeliveries.Query query) {
        Field<Integer> length = field("octet_length({0})", Integer.class, WEBHOOK_DELIVERY.BODY);
        Field<byte[]> shown = when(length.le(LONGEST_SHOWN), WEBHOOK_DELIVERY.BODY);
        List<KeptDeliveries.Row> latest = database.select(
                        WEBHOOK_DELIVERY.ID, WEBHOOK_DELIVERY.RECEIVED_AT, WEBHOOK_DELIVERY.HEADERS, shown, length)
                .from(WEBHOOK_DELIVERY)
                .where(query.before() == null ? noCondition() : WEBHOOK_DELIVERY.ID.lt(query.before()))
                .orderBy(WEBHOOK_DELIVERY.ID.desc())
                .limit(query.most())
                .fetch(kept -> new KeptDeliveries.Row(
                        kept.value1(),
                        kept.value2(),
                        json.readValue(kept.value3(), HEADERS),
                        kept.value4(),
                        kept.value5()));
        return new KeptDeliveries(latest, database.fetchCount(WEBHOOK_BACKLOG), PostgresWebhookBacklog.age(database));
    }

    /** What is asked for; empty when the counts know that there is no such thing. */
    private Optional<Condition> condition(WebhookItems.Query query) {
        Condition asked = noCondition();
        if (query.outcome() != null) {
            asked = asked.and(WEBHOOK_ITEM.OUTCOME.eq(query.outcome().word()));
        }
        if (query.kind() != null) {
            asked = asked.and(WEBHOOK_ITEM.KIND.eq(Shown.text(query.kind())));
        }
        if (query.number() != null) {
            asked = asked.and(WEBHOOK_ITEM.PHONE_NUMBER_ID.eq(query.number().value()));
        }
        return within(query, asked);
    }

    /** The counts know between which deliveries a day, a number or a kind lies, so that no others are looked at. */
    private Optional<Condition> within(WebhookItems.Query query, Condition asked) {
        if (query.day() == null && query.number() == null) {
            return Optional.of(asked);
        }
        Condition counted = noCondition();
        if (query.day() != null) {
            counted = counted.and(WEBHOOK_COUNT.DAY.eq(query.day()));
            asked = asked.and(WEBHOOK_ITEM.RECEIVED_AT.ge(
                            query.day().atStartOfDay(ZoneOffset.UTC).toInstant()))
                    .and(WEBHOOK_ITEM.RECEIVED_AT.lt(
                            query.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
        }
        if (query.number() != null) {
            counted =
                    counted.and(WEBHOOK_COUNT.PHONE_NUMBER_ID.eq(query.number().value()));
        }
        if (query.kind() != null) {
            counted = counted.and(WEBHOOK_COUNT.KIND.eq(Shown.text(query.kind())));
        }
        var bounds = database.select(min(WEBHOOK_COUNT.FIRST_DELIVERY), max(WEBHOOK_COUNT.LAST_DELIVERY))
                .from(WEBHOOK_COUNT)
                .where(counted)
                .fetchSingle();
        return bounds.value1() == null
                ? Optional.empty()
                : Optional.of(asked.and(WEBHOOK_ITEM.DELIVERY_ID.between(bounds.value1(), bounds.value2())));
    }

    /** Each way in which an item may match is looked for by itself: each has an index, and all of them together have none. */
    private List<WebhookItems.Row> newest(Condition asked, List<Condition> ways, int most) {
        if (ways.isEmpty()) {
            return newest(asked, most).fetch(ItemAnswers::toRow);
        }
        return ways.stream()
                .flatMap(way -> newest(asked.and(way), most).fetch(ItemAnswers::toRow).stream())
                .distinct()
                .sorted(Comparator.comparing(WebhookItems.Row::place, NEWEST_FIRST))
                .limit(most)
                .toList();
    }

    private ResultQuery<Record> newest(Condition asked, int most) {
        return database.select(WEBHOOK_ITEM.fields())
                .select(AGAIN)
                .from(WEBHOOK_ITEM)
                .where(asked)
                .orderBy(WEBHOOK_ITEM.DELIVERY_ID.desc(), WEBHOOK_ITEM.POSITION.desc())
                .limit(most);
    }

    private List<Condition> matches(String wanted) {
        String search = Shown.text(wanted);
        Condition named = WEBHOOK_ITEM.WAMID.ge(search).and(WEBHOOK_ITEM.WAMID.lt(search + AFTER_ALL_OTHERS));
        if (search.startsWith(WAMID)) {
            return List.of(named);
        }
        String anywhere = "%" + search.replaceAll("[!%_]", "!$0") + "%";
        List<Condition> ways = new ArrayList<>(List.of(named, WEBHOOK_ITEM.EXPLANATION.likeIgnoreCase(anywhere, '!')));
        database.selectDistinct(WEBHOOK_COUNT.KIND)
                .from(WEBHOOK_COUNT)
                .where(WEBHOOK_COUNT.KIND.likeIgnoreCase(anywhere, '!'))
                .orderBy(WEBHOOK_COUNT.KIND)
                .limit(MOST_KINDS)
                .forEach(kind -> ways.add(WEBHOOK_ITEM.KIND.eq(kind.value1())));
        return ways;
    }

    private static WebhookItems.Row toRow(Record row) {
        String wamid = row.get(WEBHOOK_ITEM.WAMID);
        @Nullable String number = row.get(WEBHOOK_ITEM.PHONE_NUMBER_ID);
        return new WebhookItems.Row(
                new Place(row.get(WEBHOOK_ITEM.DELIVERY_ID), row.get(WEBHOOK_ITEM.POSITION)),
                row.get(WEBHOOK_ITEM.KIND),
                number == null ? null : new PhoneNumberId(number),
                ItemOutcome.valueOf(row.get(WEBHOOK_ITEM.OUTCOME).toUpperCase(Locale.ROOT)),
                row.get(WEBHOOK_ITEM.EXPLANATION),
                wamid == null ? row.get(WEBHOOK_ITEM.AWAITED_WAMID) : wamid,
                row.get(WEBHOOK_ITEM.RECEIVED_AT),
                row.get(WEBHOOK_ITEM.SETTLED_AT),
                row.get(AGAIN));
    }
}
