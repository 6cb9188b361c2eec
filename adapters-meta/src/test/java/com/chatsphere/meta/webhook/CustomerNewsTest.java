package com.chatsphere.meta.webhook;

import static com.chatsphere.meta.webhook.WebhookSamples.OURS;
import static com.chatsphere.meta.webhook.WebhookSamples.SUPPORT;
import static com.chatsphere.meta.webhook.WebhookSamples.change;
import static com.chatsphere.meta.webhook.WebhookSamples.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Contacts.Sighting;
import com.chatsphere.domain.call.CallStage;
import com.chatsphere.meta.webhook.WebhookItem.CallReport;
import com.chatsphere.meta.webhook.WebhookItem.Content;
import com.chatsphere.meta.webhook.WebhookItem.GroupNamed;
import com.chatsphere.meta.webhook.WebhookItem.Handover;
import com.chatsphere.meta.webhook.WebhookItem.MarketingChoice;
import com.chatsphere.meta.webhook.WebhookItem.News;
import com.chatsphere.meta.webhook.WebhookItem.SavedContact;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerNewsTest {
    @Test
    void readsTheStagesOfACall() {
        CallReport connect = (CallReport) only(delivery("77-call-connect.json"));
        assertThat(connect.metaId()).isEqualTo("wacid.FIXTURECALL0077");
        assertThat(connect.byCustomer()).isTrue();
        assertThat(connect.stage()).isEqualTo(CallStage.CONNECTING);
        assertThat(connect.reportedAt()).isEqualTo(Instant.ofEpochSecond(1_794_701_570));
        assertThat(phone(connect.with())).isEqualTo("15555550110");
        assertThat(connect.toString()).doesNotContain("FIXTURE\n", "v=0");

        CallReport end = (CallReport) only(delivery("78-call-terminate.json"));
        assertThat(end.stage()).isEqualTo(CallStage.COMPLETED);
        assertThat(end.seconds()).isEqualTo(55);

        CallReport ringing = (CallReport) only(delivery("79-call-status.json"));
        assertThat(ringing.stage()).isEqualTo(CallStage.RINGING);
        assertThat(ringing.byCustomer()).isFalse();
        assertThat(phone(ringing.with())).isEqualTo("15555550110");
    }

    @Test
    void readsAChoiceAboutMarketing() {
        MarketingChoice choice = (MarketingChoice) only(delivery("75-user-preferences-stop.json"));
        assertThat(choice.stopped()).isTrue();
        assertThat(choice.chosenAt()).isEqualTo(Instant.ofEpochSecond(1_794_701_550));
        assertThat(choice.by().userId()).hasToString("US.70000000000000000110");
    }

    @Test
    void readsTheAddressBook() {
        List<WebhookItem> items = WebhookTranslator.translate(delivery("81-smb-contact-sync.json"), OURS);
        assertThat(items).hasSize(2);
        SavedContact saved = (SavedContact) items.getFirst().content();
        assertThat(saved.name()).hasToString("Ada Fictional (VIP)");
        assertThat(phone(saved.who())).isEqualTo("15555550110");
        SavedContact removed = (SavedContact) items.getLast().content();
        assertThat(removed.name()).isNull();
        assertThat(phone(removed.who())).isEqualTo("15555550150");
        assertThat(removed.savedAt()).isEqualTo(Instant.ofEpochSecond(1_794_701_611));
    }

    @Test
    void readsAHandoverThatNamesItsNumberAsTheRecipient() {
        Handover handover = (Handover) only(delivery("86-messaging-handover.json"));
        assertThat(handover.number()).isEqualTo(SUPPORT);
        assertThat(handover.toPeople()).isTrue();
        assertThat(phone(handover.with())).isEqualTo("15555550110");
    }

    @Test
    void readsWhatAGroupIsCalled() {
        GroupNamed named = (GroupNamed) only(delivery("83-group-created.json"));
        assertThat(named.subject()).hasToString("Kettle club");
        assertThat(named.group()).hasToString("FIXTUREGROUPID0001");
        assertThat(only(delivery("84-group-participant-joined.json"))).isInstanceOf(News.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        calls               | "calls":[{"id":"wacid.1","event":"call_transcription_available","timestamp":"1794700800"}]
        calls               | "calls":[{"id":"wacid.1","event":"connect"}]
        user_preferences    | "user_preferences":[{"wa_id":"15555550110","category":"other","value":"stop","timestamp":1}]
        smb_app_state_sync  | "state_sync":[{"type":"label","action":"add","metadata":{"timestamp":"1794700800"}}]
        messaging_handovers | "type":"control_lost"
        """)
    void keepsAsNoticesWhatItDoesNotUnderstand(String field, String members) {
        assertThat(only(change(field, members))).isInstanceOf(News.class);
    }

    private static String phone(Sighting sighting) {
        return String.valueOf(sighting.phone());
    }

    private static Content only(byte[] body) {
        List<WebhookItem> items = WebhookTranslator.translate(body, OURS);
        assertThat(items).hasSize(1);
        return items.getFirst().content();
    }
}
