package com.chatsphere.domain.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the customer can do with one tap.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages">Meta, interactive messages</a>
 */
public sealed interface InteractiveAction {
    /** Answers to choose from, side by side. */
    record ReplyButtons(List<Choice> choices) implements InteractiveAction {
        public ReplyButtons {
            choices = List.copyOf(choices);
        }
    }

    /** Answers to choose from in a list, which {@code label} opens. */
    record ChoiceList(MessageText label, List<Section> sections) implements InteractiveAction {
        public ChoiceList {
            sections = List.copyOf(sections);
        }
    }

    /** Opens a web page. */
    record Link(MessageText label, MessageText url) implements InteractiveAction {}

    /** Asks where the customer is. */
    record LocationRequest() implements InteractiveAction {}

    /** Asks for the customer's phone number, as a business card. */
    record ContactInfoRequest() implements InteractiveAction {}

    /** Asks whether we may call. */
    record CallPermissionRequest() implements InteractiveAction {}

    /** One answer; {@code id} comes back with it. */
    record Choice(String id, MessageText title, @Nullable MessageText description) {}

    /** Answers that belong together; a title is needed where there are several sections. */
    record Section(@Nullable MessageText title, List<Choice> choices) {
        public Section {
            choices = List.copyOf(choices);
        }
    }
}
