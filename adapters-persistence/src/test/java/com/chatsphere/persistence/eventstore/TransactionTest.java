package com.chatsphere.persistence.eventstore;

import static com.chatsphere.persistence.jooq.Tables.NUMBER_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    /** An order has a unit of work of its own; the first thing it does is to read what happened so far. */
    @Test
    void whatWasWrittenBeforeARefusedOrderStays() {
        database.transaction().inOne(() -> {
            write("before");
            refuseAnOrder();
            write("after");
        });
        assertThat(written()).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void whateverIsThrownUndoesItAll() {
        assertThatThrownBy(() -> database.transaction().inOne(() -> {
                    write("before");
                    refuseAnOrder();
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(written()).isEmpty();
    }

    private void refuseAnOrder() {
        UnitOfWork<?> order = DefaultUnitOfWork.startAndGet(null);
        order.attachTransaction(database.transactions());
        try (var connection = database.connections().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM domain_event");
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
        order.rollback(new IllegalStateException("refused"));
    }

    private void write(String number) {
        database.dsl()
                .insertInto(NUMBER_ACCOUNT)
                .set(NUMBER_ACCOUNT.PHONE_NUMBER_ID, number)
                .set(NUMBER_ACCOUNT.WABA_ID, "1")
                .execute();
    }

    private List<String> written() {
        return database.dsl()
                .select(NUMBER_ACCOUNT.PHONE_NUMBER_ID)
                .from(NUMBER_ACCOUNT)
                .fetch(NUMBER_ACCOUNT.PHONE_NUMBER_ID);
    }
}
