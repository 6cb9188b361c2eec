package com.chatsphere.application.message;

import static com.chatsphere.application.message.KnownError.Help.ANOTHER_NUMBER;
import static com.chatsphere.application.message.KnownError.Help.NOTHING;
import static com.chatsphere.application.message.KnownError.Help.RESEND;
import static com.chatsphere.application.message.KnownError.Help.TEMPLATE;
import static com.chatsphere.application.message.KnownError.Remedy.HOLD;
import static com.chatsphere.application.message.KnownError.Remedy.NEVER;
import static com.chatsphere.application.message.KnownError.Remedy.PERSON;
import static com.chatsphere.application.message.KnownError.Remedy.RETRY;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an error code of WhatsApp means to people, and what helps.
 *
 * <p>Meta asks to decide by the code: titles will go away, and the HTTP status is no safe guide.
 *
 * @param pause how long to wait at least before the next attempt
 * @param reach what has to wait along with the message
 * @param cause in plain words
 * @param advice what an agent can do about it, or null
 * @param help what the message can offer
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes">Meta, error codes</a>
 */
public record KnownError(
        int code,
        Remedy remedy,
        Duration pause,
        Reach reach,
        String cause,
        @Nullable String advice,
        Help help) {

    /** What helps against an error. */
    public enum Remedy {
        /** Time: the same request can succeed later, and is made again by itself. */
        RETRY,
        /** A person has to mend something about the number; everything it is to send waits until then. */
        HOLD,
        /** A person has to mend something first; then this message can be sent again. */
        PERSON,
        /** The same request would be refused again. */
        NEVER
    }

    /** How far a pause reaches. */
    public enum Reach {
        MESSAGE,
        CONVERSATION,
        NUMBER
    }

    /** What a failed message can offer. */
    public enum Help {
        RESEND,
        /** A template may be sent where free text may not. */
        TEMPLATE,
        /** The customer may be reached by another number. */
        ANOTHER_NUMBER,
        NOTHING
    }

    private static final String ADMINISTRATOR = "An administrator has to look into it; then send the message again.";
    private static final String SOON = "It is tried again by itself. If it has failed for good, send it again later.";
    private static final String TOKEN =
            "An administrator has to renew the number's access token; what waits is sent then.";

    private static final Map<Integer, KnownError> ALL = Stream.of(
                    passing(1, "WhatsApp had trouble with the request."),
                    passing(2, "WhatsApp is overloaded."),
                    passing(131_000, "WhatsApp had trouble with the message and does not say why."),
                    passing(131_016, "WhatsApp is not available."),
                    limit(4, Duration.ofMinutes(1), Reach.NUMBER, "Too many calls to WhatsApp in a short time."),
                    limit(613, Duration.ofMinutes(1), Reach.NUMBER, "Too many calls to WhatsApp in a short time."),
                    limit(80_007, Duration.ofMinutes(1), Reach.NUMBER, "The account sends too much in a short time."),
                    limit(130_429, Duration.ofSeconds(2), Reach.NUMBER, "This number sends too much in a short time."),
                    limit(
                            131_056,
                            Duration.ofSeconds(4),
                            Reach.CONVERSATION,
                            "Too many messages to this customer in a short time."),
                    limit(131_057, Duration.ofMinutes(1), Reach.NUMBER, "WhatsApp is upgrading this number."),
                    limit(131_208, Duration.ofMinutes(1), Reach.NUMBER, "Too many group operations in a short time."),
                    limit(132_069, Duration.ofMinutes(10), Reach.MESSAGE, "WhatsApp limits messages with this form."),
                    limit(133_004, Duration.ofSeconds(10), Reach.NUMBER, "WhatsApp is not available."),
                    limit(
                            133_015,
                            Duration.ofMinutes(5),
                            Reach.NUMBER,
                            "This number has just been deleted at WhatsApp."),
                    limit(2_494_100, Duration.ofMinutes(5), Reach.NUMBER, "WhatsApp is maintaining this account."),
                    hold(0, "WhatsApp does not accept this number's access token."),
                    hold(190, "This number's access token has expired or is not valid."),
                    person(3, "This number's access token lacks a permission."),
                    person(10, "This number's access token lacks a permission."),
                    person(33, "This WhatsApp number no longer exists."),
                    person(104, "This number's access token is missing."),
                    person(368, "WhatsApp has restricted this account."),
                    person(131_005, "This number's access token lacks a permission."),
                    person(131_030, "This is a test number, and the recipient is not on its list."),
                    person(131_031, "WhatsApp has locked this account."),
                    person(131_037, "The display name of this number is not approved yet."),
                    person(131_042, "There is a problem with the account's payment method."),
                    person(131_044, "There is a problem with the account's payment method."),
                    person(131_045, "This number has to be registered with WhatsApp again."),
                    person(131_048, "WhatsApp limits this number because customers blocked or reported it."),
                    person(131_063, "Marketing templates are turned off for this account."),
                    person(131_064, "WhatsApp limits this account because its templates have wrong categories."),
                    person(132_068, "The form in this template is blocked."),
                    person(133_000, "This number is half deregistered at WhatsApp."),
                    person(133_005, "The PIN of this number is wrong."),
                    person(133_006, "This number is not verified at WhatsApp."),
                    person(133_008, "The PIN of this number was wrong too often."),
                    person(133_009, "The PIN of this number was entered too fast."),
                    person(133_010, "This number is not registered with WhatsApp."),
                    person(133_016, "This number was registered too often; WhatsApp waits for 72 hours."),
                    person(134_011, "The terms of WhatsApp payments are not accepted."),
                    person(134_101, "The templates are still being prepared at WhatsApp."),
                    person(134_102, "This template is not available for marketing messages."),
                    new KnownError(
                            131_047,
                            NEVER,
                            Duration.ZERO,
                            Reach.MESSAGE,
                            "More than 24 hours have passed since the customer last wrote.",
                            "Send an approved template, or wait for the customer to write.",
                            TEMPLATE),
                    new KnownError(
                            131_026,
                            NEVER,
                            Duration.ZERO,
                            Reach.MESSAGE,
                            "The customer cannot receive this on WhatsApp.",
                            "The number may not be on WhatsApp, or its app is too old. Check the number, or reach the"
                                    + " customer another way.",
                            ANOTHER_NUMBER),
                    new KnownError(
                            131_021,
                            NEVER,
                            Duration.ZERO,
                            Reach.MESSAGE,
                            "A number cannot write to itself.",
                            "Check the customer's number.",
                            ANOTHER_NUMBER),
                    never(100, "WhatsApp could not read the message.", "Check what was filled in and send it anew."),
                    never(1026, "The customer's app cannot show this kind of message.", "Send it as text."),
                    never(130_403, "You have blocked this customer.", "Unblock them first, then send it anew."),
                    never(
                            130_472,
                            "WhatsApp did not deliver this marketing message, as part of an experiment.",
                            "Do not send it again; a message of another kind can go through."),
                    never(130_497, "WhatsApp does not allow messages from this business to this country.", null),
                    never(130_501, "This kind of message is not possible in groups.", null),
                    never(
                            131_008,
                            "WhatsApp could not read the message: something is missing.",
                            "Check it and send it anew."),
                    never(
                            131_009,
                            "WhatsApp could not read the message: a value does not fit.",
                            "Check it and send it anew. Messages older than 30 days take no reaction."),
                    never(131_020, "The group has no other member.", null),
                    never(131_041, "This group is not available.", null),
                    never(
                            131_049,
                            "WhatsApp chose not to deliver this marketing message.",
                            "Do not send it again within 24 hours."),
                    never(
                            131_050,
                            "The customer has stopped marketing messages from you.",
                            "Ordinary replies still go through."),
                    never(131_051, "WhatsApp does not support this kind of message.", null),
                    never(131_052, "The customer's file could not be fetched.", "Ask the customer to send it again."),
                    never(131_053, "WhatsApp could not use the attached file.", "Check its format and size."),
                    never(131_055, "WhatsApp does not allow this.", null),
                    never(131_060, "The content of this message is not available.", null),
                    never(
                            131_062,
                            "The customer's phone number is needed for this message.",
                            "Ask for their contact details."),
                    never(132_000, "The number of values does not fit the template.", "Fill it in and send it anew."),
                    never(
                            132_001,
                            "This template does not exist in this language, or is not approved.",
                            "Choose another one."),
                    never(132_005, "The text is too long once it is filled in.", "Use shorter values."),
                    never(132_007, "WhatsApp refuses the content of this template.", "Choose another one."),
                    never(132_008, "A value does not fit the template.", "Check the values and send it anew."),
                    never(132_012, "A value does not fit the template.", "Check the values and send it anew."),
                    never(132_018, "A value does not fit the template.", "Check the values and send it anew."),
                    never(
                            132_015,
                            "This template is paused.",
                            "Choose another one, or wait until WhatsApp ends the pause."),
                    never(132_016, "This template is disabled.", "Choose another one."),
                    never(134_100, "Only marketing messages can be sent this way.", null),
                    never(
                            135_000,
                            "WhatsApp could not read the message.",
                            "Check what was filled in and send it anew."),
                    never(
                            137_000,
                            "The customer's identity has changed, for example with a new phone.",
                            "Make sure that it is them, then write anew."))
            .collect(Collectors.toMap(KnownError::code, Function.identity()));

    /** Permissions, calls and groups: families of codes that are answered alike. */
    public static Optional<KnownError> of(int code) {
        KnownError known = ALL.get(code);
        if (known != null) {
            return Optional.of(known);
        }
        if (code > 200 && code <= 299 || code == 200) {
            return Optional.of(person(code, "This number's access token lacks a permission."));
        }
        if (code >= 131_201 && code <= 131_215) {
            return Optional.of(never(code, "WhatsApp refused this in the group.", null));
        }
        if (code >= 138_000 && code <= 138_018) {
            return Optional.of(never(code, "WhatsApp refused the call.", null));
        }
        return Optional.empty();
    }

    /** All codes that have an entry of their own. */
    public static IntStream codes() {
        return ALL.keySet().stream().mapToInt(Integer::intValue).sorted();
    }

    private static KnownError passing(int code, String cause) {
        return new KnownError(code, RETRY, Duration.ZERO, Reach.MESSAGE, cause, SOON, RESEND);
    }

    private static KnownError limit(int code, Duration pause, Reach reach, String cause) {
        return new KnownError(code, RETRY, pause, reach, cause, SOON, RESEND);
    }

    private static KnownError hold(int code, String cause) {
        return new KnownError(code, HOLD, Duration.ofMinutes(1), Reach.NUMBER, cause, TOKEN, RESEND);
    }

    private static KnownError person(int code, String cause) {
        return new KnownError(code, PERSON, Duration.ZERO, Reach.MESSAGE, cause, ADMINISTRATOR, RESEND);
    }

    private static KnownError never(int code, String cause, @Nullable String advice) {
        return new KnownError(code, NEVER, Duration.ZERO, Reach.MESSAGE, cause, advice, NOTHING);
    }
}
