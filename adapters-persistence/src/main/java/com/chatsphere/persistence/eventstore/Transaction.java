package com.chatsphere.persistence.eventstore;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Transactions;
import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/** Does several orders and writes together: one unit of work, one database transaction, all or nothing. */
public final class Transaction implements Transactions {
    private final TransactionManager transactions;

    public Transaction(TransactionManager transactions) {
        this.transactions = transactions;
    }

    /**
     * Whatever {@code work} throws undoes it all and is thrown on.
     *
     * @throws Commands.Conflict when others changed the same at the same moment, which shows at the end
     */
    public <T> T call(Supplier<T> work) {
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(null);
        T result;
        try {
            unit.attachTransaction(transactions);
            result = work.get();
        } catch (RuntimeException | Error failure) {
            unit.rollback(failure);
            throw failure;
        }
        try {
            unit.commit();
        } catch (ConcurrencyException | AggregateStreamCreationException conflict) {
            throw new Commands.Conflict(conflict);
        }
        return result;
    }

    /** Does the work and undoes it: its result is all that is left. */
    public <T> T rehearse(Supplier<T> work) {
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(null);
        try {
            unit.attachTransaction(transactions);
            return work.get();
        } finally {
            unit.rollback();
        }
    }

    @Override
    public void inOne(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }
}
