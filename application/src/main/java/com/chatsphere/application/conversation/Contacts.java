package com.chatsphere.application.conversation;

import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.PhoneNumber;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Need: who is who. A contact is a set of identities; the user id counts first, the phone number second.
 *
 * <p>Kept strictly consistent: what is learnt is stored in the transaction that is under way.
 */
public interface Contacts {
    /** Looks all of these up at once, so that recognising them in this transaction asks nothing more about what is known. */
    void recall(Collection<Sighting> sightings);

    /**
     * The contact with these identities, known before or new; identities seen together are linked, two contacts that are
     * known apart are never merged.
     *
     * <p>WhatsApp gives a user id to one phone number only. So where a number comes with another user id than before, it
     * has another owner now, as long as nothing later is known of it.
     */
    Recognition recognise(Sighting sighting);

    /**
     * Gives a contact the identities under which they are met from now on.
     *
     * @return false if one of them is known to be somebody else's; then nothing is changed
     */
    boolean link(ContactId contact, Sighting further);

    /**
     * Who was met.
     *
     * @param formerOwner who had the phone number before and has to be reached otherwise now, or null
     */
    record Recognition(Contact contact, @Nullable ContactId formerOwner) {}

    /**
     * How a delivery or an agent names a person; at least a phone number or a user id.
     *
     * @param at when they were seen so
     */
    record Sighting(
            @Nullable PhoneNumber phone,
            @Nullable BusinessScopedUserId userId,
            @Nullable BusinessScopedUserId parentUserId,
            @Nullable ContactName username,
            @Nullable ContactName name,
            Instant at) {

        public static Sighting of(PhoneNumber phone, Instant at) {
            return new Sighting(phone, null, null, null, null, at);
        }
    }
}
