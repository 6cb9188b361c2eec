package com.chatsphere.application.conversation;

import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactName;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Need: under which names the business has saved people, and what groups are called; also of those who never wrote. */
public interface AddressBook {
    /** Takes it down as part of the transaction under way; false if as late or later is known of everything that names them. */
    boolean note(Contact who, Entry entry);

    /** What is known last of anything that names them. */
    Optional<Entry> find(Contact who);

    /**
     * A line of the address book.
     *
     * @param name null where the name was taken out
     * @param savedAt when the address book was changed so
     */
    record Entry(@Nullable ContactName name, Instant savedAt) {}
}
