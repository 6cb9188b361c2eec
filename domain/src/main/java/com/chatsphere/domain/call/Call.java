package com.chatsphere.domain.call;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.call.CallCommand.ReportCall;
import com.chatsphere.domain.call.CallEvent.CallReported;
import java.util.EnumSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** A call: each of its stages is taken down once, in whatever order Meta reports them. */
@AggregateRoot
public class Call {
    @AggregateIdentifier
    private CallId id;

    private final Set<CallStage> reported = EnumSet.noneOf(CallStage.class);

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Effect handle(ReportCall command) {
        if (reported.contains(command.stage())) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new CallReported(
                command.callId(),
                command.conversationId(),
                command.number(),
                command.contact(),
                command.metaId(),
                command.byCustomer(),
                command.stage(),
                command.seconds(),
                reported.isEmpty(),
                command.reportedAt(),
                command.at()));
        return Effect.APPLIED;
    }

    @EventSourcingHandler
    void on(CallReported event) {
        id = event.callId();
        reported.add(event.stage());
    }
}
