package com.chatsphere.domain.readymessage;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.ChooseShortcut;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.DeleteReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.MoveReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.RenameReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.RewordReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.SwitchReadyMessageOff;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.SwitchReadyMessageOn;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.WriteReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageDeleted;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageMoved;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageRenamed;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageReworded;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageSwitchedOff;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageSwitchedOn;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageWritten;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ShortcutChosen;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** One text that agents find ready: what it is called, what it says, and whether it is offered. */
@AggregateRoot
public class ReadyMessage {
    @AggregateIdentifier
    private ReadyMessageId id;

    private @Nullable ReadyMessageName name;
    private @Nullable Shortcut shortcut;
    private @Nullable ReadyText text;
    private boolean active;
    private long place;

    ReadyMessage() {}

    @CommandHandler
    ReadyMessage(WriteReadyMessage command) {
        command.text().requireKnownPlaceholders();
        apply(new ReadyMessageWritten(
                command.readyMessageId(),
                command.name(),
                command.shortcut(),
                command.text(),
                command.active(),
                command.place(),
                command.by(),
                command.at()));
    }

    @CommandHandler
    Effect handle(RenameReadyMessage command) {
        return command.name().equals(name)
                ? Effect.ALREADY_KNOWN
                : applied(new ReadyMessageRenamed(id, command.name(), command.by(), command.at()));
    }

    @CommandHandler
    Effect handle(ChooseShortcut command) {
        return Objects.equals(command.shortcut(), shortcut)
                ? Effect.ALREADY_KNOWN
                : applied(new ShortcutChosen(id, command.shortcut(), command.by(), command.at()));
    }

    @CommandHandler
    Effect handle(RewordReadyMessage command) {
        command.text().requireKnownPlaceholders();
        return command.text().equals(text)
                ? Effect.ALREADY_KNOWN
                : applied(new ReadyMessageReworded(id, command.text(), command.by(), command.at()));
    }

    @CommandHandler
    Effect handle(SwitchReadyMessageOn command) {
        return active ? Effect.ALREADY_KNOWN : applied(new ReadyMessageSwitchedOn(id, command.by(), command.at()));
    }

    @CommandHandler
    Effect handle(SwitchReadyMessageOff command) {
        return active ? applied(new ReadyMessageSwitchedOff(id, command.by(), command.at())) : Effect.ALREADY_KNOWN;
    }

    @CommandHandler
    Effect handle(MoveReadyMessage command) {
        return command.place() == place
                ? Effect.ALREADY_KNOWN
                : applied(new ReadyMessageMoved(id, command.place(), command.by(), command.at()));
    }

    @CommandHandler
    Effect handle(DeleteReadyMessage command) {
        return applied(new ReadyMessageDeleted(id, command.by(), command.at()));
    }

    private static Effect applied(ReadyMessageEvent fact) {
        apply(fact);
        return Effect.APPLIED;
    }

    @EventSourcingHandler
    void on(ReadyMessageWritten event) {
        id = event.readyMessageId();
        name = event.name();
        shortcut = event.shortcut();
        text = event.text();
        active = event.active();
        place = event.place();
    }

    @EventSourcingHandler
    void on(ReadyMessageRenamed event) {
        name = event.name();
    }

    @EventSourcingHandler
    void on(ShortcutChosen event) {
        shortcut = event.shortcut();
    }

    @EventSourcingHandler
    void on(ReadyMessageReworded event) {
        text = event.text();
    }

    @EventSourcingHandler
    void on(ReadyMessageSwitchedOn event) {
        active = true;
    }

    @EventSourcingHandler
    void on(ReadyMessageSwitchedOff event) {
        active = false;
    }

    @EventSourcingHandler
    void on(ReadyMessageMoved event) {
        place = event.place();
    }

    @EventSourcingHandler
    void on(ReadyMessageDeleted event) {
        markDeleted();
    }
}
