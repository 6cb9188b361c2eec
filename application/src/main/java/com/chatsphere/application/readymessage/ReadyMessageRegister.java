package com.chatsphere.application.readymessage;

import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.Shortcut;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Need: who holds which name, shortcut and place.
 *
 * <p>Kept strictly consistent: what is noted is stored in the transaction that is under way, and while one transaction
 * writes here every other one waits.
 */
public interface ReadyMessageRegister {
    /** All that are held, in order of their places; nobody else changes any of it until this transaction ends. */
    List<Held> all();

    /**
     * Notes a new one.
     *
     * @throws com.chatsphere.domain.readymessage.ReadyMessageRejection when another one has the name or the shortcut
     */
    void enter(ReadyMessageId id, ReadyMessageName name, @Nullable Shortcut shortcut, long place);

    /**
     * Notes another name.
     *
     * @throws com.chatsphere.domain.readymessage.ReadyMessageRejection when another one has it
     */
    void rename(ReadyMessageId id, ReadyMessageName name);

    /**
     * Notes another shortcut, or none.
     *
     * @throws com.chatsphere.domain.readymessage.ReadyMessageRejection when another one has it
     */
    void choose(ReadyMessageId id, @Nullable Shortcut shortcut);

    void move(ReadyMessageId id, long place);

    void remove(ReadyMessageId id);

    /** Where one stands. */
    record Held(ReadyMessageId id, long place) {}
}
