package com.chatsphere.security;

import com.chatsphere.application.readymessage.ReadyMessageRegister;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyMessageRejection;
import com.chatsphere.domain.readymessage.Shortcut;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A register in memory that knows one name as taken. */
final class FakeReadyMessages implements ReadyMessageRegister {
    static final ReadyMessageName TAKEN = new ReadyMessageName("Taken");

    final List<Held> held = new ArrayList<>();

    @Override
    public List<Held> all() {
        return List.copyOf(held);
    }

    @Override
    public void enter(ReadyMessageId id, ReadyMessageName name, @Nullable Shortcut shortcut, long place) {
        rename(id, name);
        held.add(new Held(id, place));
    }

    @Override
    public void rename(ReadyMessageId id, ReadyMessageName name) {
        if (name.key().equals(TAKEN.key())) {
            throw new ReadyMessageRejection.NameTaken(name);
        }
    }

    @Override
    public void choose(ReadyMessageId id, @Nullable Shortcut shortcut) {
        // every shortcut is free
    }

    @Override
    public void move(ReadyMessageId id, long place) {
        // nobody asks where it stands
    }

    @Override
    public void remove(ReadyMessageId id) {
        held.removeIf(one -> one.id().equals(id));
    }
}
