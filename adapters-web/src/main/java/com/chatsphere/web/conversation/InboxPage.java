package com.chatsphere.web.conversation;

import com.chatsphere.application.instance.Instance;
import com.chatsphere.web.layout.Page;
import com.chatsphere.web.notice.AlarmBanner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole inbox: the list, and the open conversation if there is one. */
public record InboxPage(
        Page page,
        AlarmBanner banner,
        long sequence,
        ListPage list,
        @Nullable ThreadPane open,
        List<Number> numbers) {

    /** A number of the business to write from. */
    public record Number(String id, String label) {
        static Number of(Instance instance) {
            String shown = instance.displayPhoneNumber();
            return new Number(
                    instance.number().value(), shown == null ? instance.name() : instance.name() + " (" + shown + ")");
        }
    }
}
