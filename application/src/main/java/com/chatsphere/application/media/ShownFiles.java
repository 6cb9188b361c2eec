package com.chatsphere.application.media;

import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.RemoteMedia;
import org.jspecify.annotations.Nullable;

/**
 * Need: which message shows which file. All of it in the transaction that records the fact, and as often as one likes.
 *
 * <p>A file that begins to be shown and is not here is fetched; one that nothing shows any more is removed for good.
 */
public interface ShownFiles {
    /**
     * The message shows what Meta holds, in place of what it showed before.
     *
     * @param number at which Meta holds it; null for the number of the message's first fact
     */
    void show(
            MessageId message,
            ConversationId conversation,
            @Nullable PhoneNumberId number,
            MediaKind kind,
            RemoteMedia file);

    /** The message shows a file of ours. */
    void show(MessageId message, ConversationId conversation, KeptFile file);

    /** The message shows nothing any more, and never will again. */
    void hide(MessageId message, ConversationId conversation);

    /** No message there is by now in the conversation shows anything any more. */
    void hideAll(ConversationId conversation);
}
