package com.chatsphere;

import com.chatsphere.application.Asks;
import com.chatsphere.application.Queries;
import java.lang.reflect.Type;
import java.util.concurrent.ExecutionException;
import org.axonframework.messaging.responsetypes.AbstractResponseType;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryResponseMessage;

/** The doorway for questions, over Axon's query bus; the handler runs on the caller's thread. */
final class AxonQueries implements Queries {
    private final QueryBus bus;

    AxonQueries(QueryBus bus) {
        this.bus = bus;
    }

    @Override
    @SuppressWarnings("unchecked") // a question is answered with what its type says, which its one handler keeps to
    public <A> A ask(Asks<A> question) {
        try {
            QueryResponseMessage<Object> answer = bus.query(new GenericQueryMessage<>(question, new Whatever()))
                    .get();
            if (answer.isExceptional()) {
                throw unchecked(answer.exceptionResult());
            }
            return (A) answer.getPayload();
        } catch (ExecutionException failure) {
            throw unchecked(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a question was being answered", stop);
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    /** Takes the answer as it is: a question has one handler, found by the question's type. */
    private static final class Whatever extends AbstractResponseType<Object> {
        private static final long serialVersionUID = 1L;

        private Whatever() {
            super(Object.class);
        }

        @Override
        public boolean matches(Type handlersType) {
            return true;
        }

        @Override
        public Integer matchRank(Type handlersType) {
            return matches(handlersType) ? 1 : 0;
        }

        @Override
        public Object convert(Object response) {
            return response;
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public Class responseMessagePayloadType() {
            return Object.class;
        }
    }
}
