package com.chatsphere.web.api;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.message.SendOnce;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ConversationCommand.OpenConversation;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.ConversationRejection;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.web.layout.Shortly;
import com.chatsphere.web.login.LoggedIn;
import com.chatsphere.web.media.MediaLinks;
import com.chatsphere.web.message.ContentJson;
import com.chatsphere.web.message.ReplyTarget;
import com.chatsphere.web.problem.Problem;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Sending, for scripts. */
@RestController
class SendingApi {
    private final SendOnce sending;
    private final Commands commands;
    private final Queries queries;
    private final Transactions transactions;
    private final Contacts contacts;
    private final Numbers numbers;
    private final TemplateWishes templates;
    private final MediaAddresses addresses;
    private final OwnUploads uploads;
    private final Clock clock;

    SendingApi(
            SendOnce sending,
            Commands commands,
            Queries queries,
            Transactions transactions,
            Contacts contacts,
            Numbers numbers,
            TemplateWishes templates,
            MediaAddresses addresses,
            OwnUploads uploads,
            Clock clock) {
        this.sending = sending;
        this.commands = commands;
        this.queries = queries;
        this.transactions = transactions;
        this.contacts = contacts;
        this.numbers = numbers;
        this.templates = templates;
        this.addresses = addresses;
        this.uploads = uploads;
        this.clock = clock;
    }

    @PostMapping("/api/message/send")
    Sent send(@RequestBody Wish wish, LoggedIn login) {
        Accounts.Account user = login.user();
        MessageContent written = wish.wantsTemplate() ? null : wish.content(queries, uploads, user.id());
        MessageId id = wish.id() == null ? new MessageId(UUID.randomUUID()) : Ids.message("id", wish.id());
        Recipient recipient = recipient(wish);
        MessageContent content = written == null ? template(wish, recipient) : written;
        Transcript.@Nullable Quote quote = quote(wish, recipient.conversation());
        Wamid replyTo = quote == null ? null : new Wamid(quote.wamid());
        SendMessage order = new SendMessage(recipient.conversation(), id, content, replyTo, user.id(), clock.instant());
        Effect effect = recipient.contact() == null ? sending.send(order) : sendTo(recipient, order);
        Transcript.Entry sent = effect == Effect.APPLIED ? queued(order, quote, user) : known(order, user);
        return new Sent(true, MessageJson.of(sent, new MediaLinks(addresses, login.token())));
    }

    private MessageContent template(Wish wish, Recipient recipient) {
        PhoneNumberId from = recipient.number() == null
                ? queries.ask(new Inbox.One(recipient.conversation()))
                        .map(Inbox.Row::number)
                        .orElseThrow(() -> Problem.notFound("Conversation not found."))
                : recipient.number();
        return templates.content(from, wish.template(), wish.templateParams(), wish.templateButtonParams());
    }

    private Recipient recipient(Wish wish) {
        if (wish.conversationId() != null) {
            ConversationId conversation = Ids.conversation(wish.conversationId());
            if (wish.instanceId() != null) {
                requireInstance(conversation, numbers.of(wish.instanceId()));
            }
            return new Recipient(conversation, null, null);
        }
        if (wish.to() == null || wish.to().isBlank()) {
            throw Problem.badRequest("missing_field", "conversationId or to is required.");
        }
        PhoneNumber phone = Numbers.phone("to", wish.to());
        PhoneNumberId number = numbers.of(wish.instanceId());
        AtomicReference<Contact> recognised = new AtomicReference<>();
        transactions.inOne(() -> recognised.set(
                contacts.recognise(Contacts.Sighting.of(phone, clock.instant())).contact()));
        Contact contact = Objects.requireNonNull(recognised.get());
        return new Recipient(ConversationId.between(number, contact.id()), number, contact);
    }

    private void requireInstance(ConversationId conversation, PhoneNumberId number) {
        Inbox.Row row =
                queries.ask(new Inbox.One(conversation)).orElseThrow(() -> Problem.notFound("Conversation not found."));
        if (!row.number().equals(number)) {
            throw Problem.badRequest("wrong_instance", "This conversation belongs to another instance.");
        }
    }

    /** To somebody by number: who never wrote can get a template only, and a deleted conversation comes back. */
    private Effect sendTo(Recipient recipient, SendMessage order) {
        try {
            return sending.send(order);
        } catch (Commands.Unknown neverWrote) {
            if (order.content().needsOpenServiceWindow()) {
                throw new ConversationRejection.ServiceWindowClosed();
            }
            return sendToOpened(recipient, order);
        } catch (ConversationRejection.NoSuchConversation deleted) {
            return sendToOpened(recipient, order);
        }
    }

    private Effect sendToOpened(Recipient recipient, SendMessage order) {
        commands.send(new OpenConversation(
                order.conversationId(),
                Objects.requireNonNull(recipient.number()),
                Objects.requireNonNull(recipient.contact()),
                order.by(),
                order.at()));
        return sending.send(order);
    }

    private Transcript.@Nullable Quote quote(Wish wish, ConversationId conversation) {
        if (wish.replyToMessageId() == null) {
            return null;
        }
        MessageId target = Ids.message("replyToMessageId", wish.replyToMessageId());
        Transcript.Entry entry = ReplyTarget.of(target, conversation, queries).entry();
        return new Transcript.Quote(
                String.valueOf(entry.wamid()),
                entry.id(),
                entry.direction(),
                entry.type(),
                MessageJson.body(entry.content()),
                null);
    }

    /** The message as it was queued just now. */
    private Transcript.Entry queued(SendMessage order, Transcript.@Nullable Quote quote, Accounts.Account sender) {
        return new Transcript.Entry(
                order.messageId(),
                order.conversationId(),
                Direction.OUTBOUND,
                order.content(),
                MessageJson.type(order.content()),
                null,
                "queued",
                order.at(),
                order.at(),
                quote,
                sender.id(),
                sender.username().value(),
                false,
                null,
                false,
                uploads.attachment(order.content(), sender.id()),
                MessageContext.ORDINARY,
                Transcript.Since.NOTHING,
                0,
                0);
    }

    /** The message that was sent under this id before; a reaction is shown on the other message alone. */
    private Transcript.Entry known(SendMessage order, Accounts.Account sender) {
        if (order.content() instanceof MessageContent.Reaction) {
            return queued(order, null, sender);
        }
        Transcript.Entry entry = Shortly.ask(() -> queries.ask(new Transcript.One(order.messageId())))
                .orElseThrow(() -> idTaken());
        boolean same = entry.direction() == Direction.OUTBOUND
                && entry.conversationId().equals(order.conversationId())
                && entry.content().equals(order.content());
        if (!same) {
            throw idTaken();
        }
        return entry;
    }

    private static Problem idTaken() {
        return new Problem(HttpStatus.CONFLICT, "id_taken", "This id was used for another message.");
    }

    /** Who is written to; number and contact are known when it was asked for by phone number. */
    private record Recipient(
            ConversationId conversation,
            @Nullable PhoneNumberId number,
            @Nullable Contact contact) {}

    /** What is to be sent, and to whom. */
    record Wish(
            @Nullable String conversationId,
            @Nullable String to,
            @Nullable String body,
            @Nullable JsonNode media_url,
            @Nullable JsonNode media,
            @Nullable String replyToMessageId,
            @Nullable String messageType,
            @Nullable JsonNode template,
            @Nullable JsonNode templateParams,
            @Nullable JsonNode templateButtonParams,
            @Nullable String id,
            @Nullable String instanceId,
            @Nullable JsonNode reaction,
            @Nullable JsonNode location,
            @Nullable JsonNode contacts,
            @Nullable JsonNode interactive) {

        boolean wantsTemplate() {
            return "template".equals(messageType)
                    || Stream.of(template, templateParams, templateButtonParams).anyMatch(Wish::isGiven);
        }

        MessageContent content(Queries queries, OwnUploads uploads, AgentId by) {
            if (messageType != null && !messageType.equals("text") && !messageType.equals("template")) {
                throw Problem.badRequest("invalid_field", "messageType has to be text or template.");
            }
            boolean isCaption = isGiven(media_url);
            if (Stream.of(media_url, media, reaction, location, contacts, interactive)
                                    .filter(Wish::isGiven)
                                    .count()
                            + (body == null || isCaption ? 0 : 1)
                    > 1) {
                throw Problem.badRequest(
                        "too_many_contents",
                        "Send one of body, media_url, media, location, contacts, interactive and reaction at a time;"
                                + " body goes along with media_url.");
            }
            if (media_url != null && isCaption) {
                return uploads.named(media_url, by).with(caption());
            }
            if (reaction != null && isGiven(reaction)) {
                return ReactionJson.read(reaction, queries);
            }
            if (media != null && isGiven(media)) {
                return ContentJson.media(media);
            }
            if (location != null && isGiven(location)) {
                return ContentJson.location(location);
            }
            if (contacts != null && isGiven(contacts)) {
                return ContentJson.contacts(contacts);
            }
            if (interactive != null && isGiven(interactive)) {
                return ContentJson.interactive(interactive);
            }
            if (body == null || body.isBlank()) {
                throw Problem.badRequest("missing_field", "body is required.");
            }
            return new MessageContent.Text(new MessageText(Texts.wellFormed("body", body)));
        }

        private @Nullable MessageText caption() {
            return body == null || body.isBlank() ? null : new MessageText(Texts.wellFormed("body", body));
        }

        private static boolean isGiven(@Nullable JsonNode field) {
            return field != null && !field.isNull();
        }
    }

    /** What was queued. */
    record Sent(boolean ok, MessageJson message) {}
}
