package com.chatsphere;

import com.chatsphere.application.Asks;
import com.chatsphere.application.Queries;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.axonframework.messaging.responsetypes.AbstractResponseType;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.jspecify.annotations.Nullable;

/** The doorway for questions, over Axon's query bus; the handler runs on the caller's thread. */
final class AxonQueries implements Queries {
    /** Whether a question asks for an optional, which the bus unpacks on its way. */
    private static final ClassValue<Boolean> MAY_BE_NOTHING = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> question) {
            return Stream.of(question.getGenericInterfaces())
                    .anyMatch(type ->
                            type.getTypeName().startsWith(Asks.class.getName() + "<" + Optional.class.getName()));
        }
    };

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
            @Nullable Object payload = answer.getPayload();
            return (A) (MAY_BE_NOTHING.get(question.getClass()) ? Optional.ofNullable(payload) : payload);
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
