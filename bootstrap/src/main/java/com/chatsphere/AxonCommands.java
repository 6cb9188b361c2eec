package com.chatsphere;

import com.chatsphere.application.Commands;
import com.chatsphere.domain.Command;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** The doorway for orders, over Axon's command bus; the handler runs on the caller's thread. */
final class AxonCommands implements Commands {
    private static final int MOST_TRIES = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

    private final CommandBus bus;

    AxonCommands(CommandBus bus) {
        this.bus = bus;
    }

    @Override
    public <R> R send(Command command) {
        for (int tried = 1; ; tried++) {
            try {
                return dispatch(command);
            } catch (ConcurrencyException
                    | AggregateStreamCreationException
                    | LockAcquisitionFailedException conflict) {
                if (tried == MOST_TRIES || CurrentUnitOfWork.isStarted()) {
                    throw new Conflict(conflict);
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()) * tried);
            } catch (AggregateNotFoundException missing) {
                throw new Unknown(missing);
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"
    }) // the caller knows what the order answers
    private <R> R dispatch(Command command) {
        FutureCallback<Command, R> answer = new FutureCallback<>();
        CommandMessage<Command> message = GenericCommandMessage.asCommandMessage(command);
        bus.dispatch(message, answer);
        CommandResultMessage<? extends R> result = answer.getResult();
        if (result.isExceptional()) {
            throw unchecked(result.exceptionResult());
        }
        @Nullable R payload = result.getPayload();
        return payload;
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
