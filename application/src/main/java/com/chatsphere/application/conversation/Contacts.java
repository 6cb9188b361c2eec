package com.chatsphere.application.conversation;

import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Need: who is who. A contact is a set of identities; the user id counts first, the phone number second.
 *
 * <p>Kept strictly consistent: what is learnt is stored in the transaction that is under way.
 */
public interface Contacts {
    /**
     * The contact with these identities, known before or new; identities seen together are linked, two contacts that are
     * known apart are never merged.
     */
    Contact recognise(Sighting sighting);

    /** How a delivery or an agent names a person; at least a phone number or a user id. */
    record Sighting(
            @Nullable PhoneNumber phone,
            @Nullable BusinessScopedUserId userId,
            @Nullable BusinessScopedUserId parentUserId,
            @Nullable ContactName username,
            @Nullable ContactName name) {

        public static Sighting of(PhoneNumber phone) {
            return new Sighting(phone, null, null, null, null);
        }
    }
}
