package com.chatsphere.web.message;

import com.chatsphere.application.message.Transcript.ParticipantReceipt;
import com.chatsphere.domain.message.Receipt;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How far a message to a group has come, with those with whom it has come that far, the furthest first. */
public record Arrival(String icon, String look, String words, List<ParticipantReceipt> receipts) {

    static List<Arrival> of(List<ParticipantReceipt> receipts) {
        return Stream.of(Receipt.PLAYED, Receipt.READ, Receipt.DELIVERED, Receipt.SENT)
                .map(reached -> at(reached, receipts))
                .filter(arrival -> !arrival.receipts().isEmpty())
                .toList();
    }

    private static Arrival at(Receipt reached, List<ParticipantReceipt> all) {
        List<ParticipantReceipt> receipts = all.stream()
                .filter(receipt -> receipt.receipt() == reached)
                .sorted(Comparator.comparing(ParticipantReceipt::at))
                .toList();
        return switch (reached) {
            case PLAYED -> new Arrival("check-check", "read", "Played by", receipts);
            case READ -> new Arrival("check-check", "read", "Read by", receipts);
            case DELIVERED -> new Arrival("check-check", "delivered", "Delivered to", receipts);
            case SENT -> new Arrival("check", "sent", "Sent to", receipts);
        };
    }

    public static String name(ParticipantReceipt receipt) {
        return PersonName.of(receipt.participant());
    }
}
