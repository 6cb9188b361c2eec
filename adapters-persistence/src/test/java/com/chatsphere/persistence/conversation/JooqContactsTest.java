package com.chatsphere.persistence.conversation;

import static com.chatsphere.persistence.jooq.Tables.CONTACT_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JooqContactsTest {
    private static final Executor THREADS = Thread::startVirtualThread;
    private static final String PHONE = "15555550110";
    private static final String USER = "US.110";
    private static final Instant NOON = Instant.parse("2026-11-15T12:00:00Z");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final JooqContacts contacts = new JooqContacts(database.dsl());
    private final AtomicInteger seconds = new AtomicInteger();

    @Test
    void aContactIsRecognisedByUserIdFirstAndPhoneSecond() {
        ContactId byUser = recognise(USER, null);
        ContactId byPhone = recognise(null, PHONE);
        assertThat(byUser).isNotEqualTo(byPhone);
        assertThat(recognise(USER, PHONE)).isEqualTo(byUser);
        assertThat(recognise(null, PHONE)).as("known apart, never merged").isEqualTo(byPhone);
    }

    @Test
    void identitiesSeenTogetherAreLinked() {
        ContactId ada = recognise(null, PHONE);
        assertThat(recognise(USER, PHONE)).isEqualTo(ada);
        assertThat(recognise(USER, null)).isEqualTo(ada);
        assertThat(recognise(USER, "15555550111")).as("a new number").isEqualTo(ada);
        assertThat(recognise(null, "15555550111")).isEqualTo(ada);
    }

    @Test
    void aNumberThatComesWithAnotherUserIdHasANewOwner() {
        ContactId ada = recognise(USER, PHONE);
        Contacts.Recognition bob = contacts.recognise(sighting("US.111", PHONE));
        assertThat(bob.contact().id()).isNotEqualTo(ada);
        assertThat(bob.formerOwner()).isEqualTo(ada);
        assertThat(recognise(null, PHONE)).isEqualTo(bob.contact().id());
        assertThat(recognise(USER, null)).isEqualTo(ada);
    }

    @Test
    void anEarlierSightingThatComesLateDoesNotTakeANumberBack() {
        Contacts.Sighting early = sighting(USER, PHONE);
        ContactId bob = recognise("US.111", PHONE);
        Contacts.Recognition ada = contacts.recognise(early);
        assertThat(ada.contact().id()).isNotEqualTo(bob);
        assertThat(ada.formerOwner()).isNull();
        assertThat(ada.contact().phone())
                .as("nothing is to be sent to it in her name")
                .isNull();
        assertThat(recognise(null, PHONE)).isEqualTo(bob);
    }

    @Test
    void otherNodesNoticeThatANumberHasANewOwner() {
        JooqContacts elsewhere = new JooqContacts(database.dsl());
        database.transaction().call(() -> elsewhere.recognise(sighting(USER, PHONE)));
        ContactId bob = database.transaction().call(() -> recognise("US.111", PHONE));
        assertThat(database.transaction()
                        .call(() -> elsewhere
                                .recognise(sighting(null, PHONE))
                                .contact()
                                .id()))
                .isEqualTo(bob);
    }

    @Test
    void allFormsOfANumberAreOnePerson() {
        assertThat(recognise(null, "5491123456789")).isEqualTo(recognise(null, "541123456789"));
        assertThat(recognise("US.1", "5511987654321")).isEqualTo(recognise(null, "551187654321"));
        assertThat(recognise(null, "525512345678")).isEqualTo(recognise("US.2", "5215512345678"));
    }

    @Test
    void theSamePersonIsKnownByTheIdThatSpansPortfolios() {
        ContactId here = withParent("US.1", "US.ENT.9");
        assertThat(withParent("US.2", "US.ENT.9")).isEqualTo(here);
        assertThat(recognise("US.2", null)).isEqualTo(here);
    }

    @Test
    void aContactIsMetUnderFurtherIdentitiesUnlessTheyAreAnothers() {
        ContactId ada = recognise(USER, PHONE);
        assertThat(contacts.link(ada, sighting("US.140", "15555550140"))).isTrue();
        assertThat(recognise("US.140", null)).isEqualTo(ada);
        assertThat(recognise(null, "15555550140")).isEqualTo(ada);
        ContactId bob = recognise("US.111", "15555550111");
        assertThat(contacts.link(ada, sighting("US.150", "15555550111"))).isFalse();
        assertThat(recognise(null, "15555550111")).isEqualTo(bob);
        assertThat(recognise("US.150", null)).isNotEqualTo(ada);
    }

    private ContactId withParent(String user, String parent) {
        return contacts.recognise(new Contacts.Sighting(
                        null,
                        new BusinessScopedUserId(user),
                        new BusinessScopedUserId(parent),
                        null,
                        null,
                        NOON.plusSeconds(seconds.incrementAndGet())))
                .contact()
                .id();
    }

    @Test
    void whatIsRecalledTogetherIsRecognisedAsEver() {
        ContactId ada = recognise(USER, PHONE);
        ContactId mexican = recognise(null, "5215512345678");
        database.transaction().inOne(() -> {
            contacts.recall(
                    List.of(sighting(USER, null), sighting(null, "525512345678"), sighting("US.9", "15555550199")));
            assertThat(recognise(USER, null)).isEqualTo(ada);
            assertThat(recognise(null, "525512345678")).isEqualTo(mexican);
            ContactId stranger = recognise("US.9", "15555550199");
            assertThat(recognise(null, "15555550199")).isEqualTo(stranger);
        });
    }

    @Test
    void theContactCarriesWhatWasSeen() {
        var seen = contacts.recognise(sighting(USER, PHONE)).contact();
        assertThat(seen.phone()).isEqualTo(new PhoneNumber(PHONE));
        assertThat(seen.userId()).isEqualTo(new BusinessScopedUserId(USER));
    }

    @Test
    void whatWasLearntInATransactionThatFailedIsForgotten() {
        AtomicReference<ContactId> undone = new AtomicReference<>();
        assertThatThrownBy(() -> database.transaction().inOne(() -> {
                    undone.set(recognise(USER, PHONE));
                    assertThat(recognise(USER, null)).isEqualTo(undone.get());
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(database.dsl().fetchCount(CONTACT_IDENTITY)).isZero();
        ContactId known = database.transaction().call(() -> recognise(USER, PHONE));
        assertThat(known).isNotEqualTo(undone.get());
        assertThat(recognise(USER, null)).isEqualTo(known);
    }

    @Test
    void whatWasLearntIsKnownToOtherNodes() {
        ContactId known = database.transaction().call(() -> recognise(USER, PHONE));
        JooqContacts elsewhere = new JooqContacts(database.dsl());
        assertThat(elsewhere.recognise(sighting(null, PHONE)).contact().id()).isEqualTo(known);
    }

    @Test
    void twoWhoSeeAStrangerAtOnceSeeTheSameContact() throws Exception {
        seenAtOnce(USER, PHONE, USER, PHONE);
        seenAtOnce(null, "15555550112", null, "15555550112");
    }

    @Test
    void onlyTheNumberAndNumberWithUserIdSeenAtOnceAreTheSameContact() throws Exception {
        seenAtOnce(null, PHONE, USER, PHONE);
        seenAtOnce("US.113", "15555550113", null, "15555550113");
        seenAtOnce("US.114", null, "US.114", "15555550114");
    }

    private void seenAtOnce(
            @Nullable String firstUser, @Nullable String firstPhone, @Nullable String user, @Nullable String phone)
            throws Exception {
        CountDownLatch recognised = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        CompletableFuture<ContactId> first = CompletableFuture.supplyAsync(
                () -> database.transaction().call(() -> {
                    ContactId contact = recognise(firstUser, firstPhone);
                    recognised.countDown();
                    await(mayCommit);
                    return contact;
                }),
                THREADS);
        assertThat(recognised.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<ContactId> second =
                CompletableFuture.supplyAsync(() -> database.transaction().call(() -> recognise(user, phone)), THREADS);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> database.waitingForLocks() == 1);
        mayCommit.countDown();
        ContactId contact = first.get(30, TimeUnit.SECONDS);
        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(contact);
        assertThat(recognise(firstUser, firstPhone)).isEqualTo(contact);
        assertThat(recognise(user, phone)).isEqualTo(contact);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private ContactId recognise(@Nullable String user, @Nullable String phone) {
        return contacts.recognise(sighting(user, phone)).contact().id();
    }

    private Contacts.Sighting sighting(@Nullable String user, @Nullable String phone) {
        return new Contacts.Sighting(
                phone == null ? null : new PhoneNumber(phone),
                user == null ? null : new BusinessScopedUserId(user),
                null,
                null,
                null,
                NOON.plusSeconds(seconds.incrementAndGet()));
    }
}
