package com.chatsphere.application.readymessage;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.readymessage.ReadyMessageRegister.Held;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.ChooseShortcut;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.DeleteReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.MoveReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.RenameReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.RewordReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.SwitchReadyMessageOff;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.SwitchReadyMessageOn;
import com.chatsphere.domain.readymessage.ReadyMessageCommand.WriteReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyMessageRejection;
import com.chatsphere.domain.readymessage.ReadyText;
import com.chatsphere.domain.readymessage.Shortcut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes ready messages, with the names, shortcuts and places of all of them in one transaction. */
public final class ReadyMessageEditor {
    /** So many can be looked through. */
    public static final int MOST = 500;

    /** Between two neighbours, so that one can move between them and all others stay. */
    private static final long STEP = 1L << 20;

    private final Commands commands;
    private final ReadyMessageRegister register;
    private final Transactions transactions;

    public ReadyMessageEditor(Commands commands, ReadyMessageRegister register, Transactions transactions) {
        this.commands = commands;
        this.register = register;
        this.transactions = transactions;
    }

    /**
     * Adds one.
     *
     * @param position counted from 1; null puts it at the end
     * @throws ReadyMessageRejection when its name or its shortcut is taken, or its text has a placeholder that is none
     */
    public void write(
            ReadyMessageId id,
            ReadyMessageName name,
            @Nullable Shortcut shortcut,
            ReadyText text,
            boolean active,
            @Nullable Integer position,
            AgentId by,
            Instant at) {
        transactions.inOne(() -> {
            List<Held> others = register.all();
            if (others.size() >= MOST) {
                throw new ReadyMessageRejection.TooMany(MOST);
            }
            long place = placeAt(position == null ? others.size() + 1 : position, others, by, at);
            register.enter(id, name, shortcut, place);
            commands.send(new WriteReadyMessage(id, name, shortcut, text, active, place, by, at));
        });
    }

    /**
     * Makes it as the revision says; all of it or nothing.
     *
     * @return whether anything about it is another now
     * @throws ReadyMessageRejection when its name or its shortcut is taken, or its text has a placeholder that is none
     * @throws Commands.Unknown when there is none of that id
     */
    public boolean revise(ReadyMessageId id, Revision revision, AgentId by, Instant at) {
        List<Effect> effects = new ArrayList<>();
        transactions.inOne(() -> {
            List<Held> all = register.all();
            if (revision.name() != null) {
                register.rename(id, revision.name());
                effects.add(commands.send(new RenameReadyMessage(id, revision.name(), by, at)));
            }
            if (revision.shortcut() != null) {
                register.choose(id, revision.shortcut().value());
                effects.add(
                        commands.send(new ChooseShortcut(id, revision.shortcut().value(), by, at)));
            }
            if (revision.text() != null) {
                effects.add(commands.send(new RewordReadyMessage(id, revision.text(), by, at)));
            }
            if (revision.active() != null) {
                effects.add(commands.send(
                        revision.active()
                                ? new SwitchReadyMessageOn(id, by, at)
                                : new SwitchReadyMessageOff(id, by, at)));
            }
            if (revision.position() != null) {
                effects.add(move(id, revision.position(), all, by, at));
            }
        });
        return effects.contains(Effect.APPLIED);
    }

    /**
     * Deletes it; its name and its shortcut are free again.
     *
     * @throws Commands.Unknown when there is none of that id
     */
    public void delete(ReadyMessageId id, AgentId by, Instant at) {
        transactions.inOne(() -> {
            register.all();
            commands.send(new DeleteReadyMessage(id, by, at));
            register.remove(id);
        });
    }

    private Effect move(ReadyMessageId id, int position, List<Held> all, AgentId by, Instant at) {
        List<Held> others = all.stream().filter(held -> !held.id().equals(id)).toList();
        boolean stays = position >= 1
                && position <= all.size()
                && all.get(position - 1).id().equals(id);
        if (stays) {
            return Effect.ALREADY_KNOWN;
        }
        long place = placeAt(position, others, by, at);
        register.move(id, place);
        return commands.send(new MoveReadyMessage(id, place, by, at));
    }

    /** A free place at that position among the others; where there is no room, those make some. */
    private long placeAt(int position, List<Held> others, AgentId by, Instant at) {
        int index = Math.clamp(position - 1L, 0, others.size());
        if (others.isEmpty()) {
            return 0;
        }
        if (index == others.size()) {
            return others.getLast().place() + STEP;
        }
        long after = others.get(index).place();
        if (index == 0) {
            return after - STEP;
        }
        long before = others.get(index - 1).place();
        if (after - before > 1) {
            return before + (after - before) / 2;
        }
        return placeAt(position, spread(others, by, at), by, at);
    }

    private List<Held> spread(List<Held> others, AgentId by, Instant at) {
        List<Held> spread = new ArrayList<>();
        for (Held held : others) {
            long place = spread.size() * STEP;
            if (held.place() != place) {
                register.move(held.id(), place);
                commands.send(new MoveReadyMessage(held.id(), place, by, at));
            }
            spread.add(new Held(held.id(), place));
        }
        return spread;
    }

    /** What is to be another; what is null stays. */
    public record Revision(
            @Nullable ReadyMessageName name,
            @Nullable Choice shortcut,
            @Nullable ReadyText text,
            @Nullable Boolean active,
            @Nullable Integer position) {}

    /** A shortcut, or none. */
    public record Choice(@Nullable Shortcut value) {}
}
