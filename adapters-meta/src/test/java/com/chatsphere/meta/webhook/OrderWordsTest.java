package com.chatsphere.meta.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.webhook.WebhookRehearsal.Order;
import com.chatsphere.domain.DerivedUuid;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterCustomerActivity;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.message.MessageCommand.RecordReceipt;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Receipt;
import com.chatsphere.domain.message.Wamid;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OrderWordsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void namesAnOrderAndItsDetailsInWords() {
        Order order = OrderWords.of(new RecordReceipt(
                MessageId.of("0198a1b2-0000-7000-8000-000000000001"),
                new Wamid("wamid.A"),
                Receipt.READ,
                null,
                NOON,
                NOON));
        assertThat(order.name()).isEqualTo("Record receipt");
        assertThat(order.details())
                .containsEntry("message id", "0198a1b2-0000-7000-8000-000000000001")
                .containsEntry("wamid", "wamid.A")
                .containsEntry("receipt", "read");
    }

    @Test
    void leavesOutWhatIsEmptyAndShortensWhatIsLong() {
        ContactId id = new ContactId(DerivedUuid.of("a", "contact"));
        Contact contact = new Contact(
                id,
                new PhoneNumber("15555550110"),
                null,
                null,
                null,
                new ContactName("Ada ".repeat(200).strip()));
        Order order = OrderWords.of(new RegisterCustomerActivity(
                ConversationId.between(WebhookSamples.SUPPORT, id), WebhookSamples.SUPPORT, contact, NOON, NOON));
        assertThat(order.name()).isEqualTo("Register customer activity");
        assertThat(order.details().get("contact"))
                .startsWith("id " + id + ", phone 15555550110, name “Ada Ada")
                .doesNotContain("user id")
                .hasSizeLessThan(400);
    }
}
