package com.chatsphere.persistence.eventstore;

import com.chatsphere.application.Transactions;
import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Does several orders and writes together: one unit of work, one database transaction, all or nothing. */
public final class Transaction implements Transactions {
    private final TransactionManager transactions;

    public Transaction(TransactionManager transactions) {
        this.transactions = transactions;
    }

    /** Whatever {@code work} throws undoes it all and is thrown on. */
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
        unit.commit();
        return result;
    }

    @Override
    public void inOne(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }
}
