package com.chatsphere.story;

import com.chatsphere.story.Piece.Chat;
import com.chatsphere.story.Piece.Content;
import com.chatsphere.story.Piece.Edited;
import com.chatsphere.story.Piece.Reacted;
import com.chatsphere.story.Piece.Reported;
import com.chatsphere.story.Piece.Revoked;
import com.chatsphere.story.Piece.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened between a few customers and two of our numbers, and how Meta tells of it.
 *
 * @param telling which piece comes when, some more than once
 */
public record Story(List<Piece> pieces, List<Delivery> telling) {
    public static final List<String> NUMBERS = List.of("200000000000001", "200000000000002");

    /** Told in one body; pieces that may stand together do so if they are {@code gathered}. */
    public record Delivery(List<Integer> pieces, boolean gathered) {}

    /** A story made up from a number: the same number, the same story. */
    public static Story of(long seed, String prefix) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Piece> pieces = new Invention(random, prefix).pieces();
        return new Story(pieces, shuffled(random, pieces.size()));
    }

    private static List<Delivery> shuffled(SplittableRandom random, int pieces) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, pieces).boxed().toList());
        for (int again = random.nextInt(pieces / 2 + 2); again > 0; again--) {
            order.add(random.nextInt(pieces));
        }
        for (int last = order.size() - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            order.set(last, order.set(other, order.get(last)));
        }
        int longest = 1 + random.nextInt(8);
        List<Delivery> deliveries = new ArrayList<>();
        for (int begin = 0; begin < order.size(); ) {
            int end = Math.min(order.size(), begin + 1 + random.nextInt(longest));
            deliveries.add(new Delivery(List.copyOf(order.subList(begin, end)), random.nextBoolean()));
            begin = end;
        }
        return List.copyOf(deliveries);
    }

    /** The same story told as it happened: each piece once, one by one, by Meta's time. */
    public Story inOrder() {
        Comparator<Integer> asItHappened = Comparator.<Integer>comparingLong(
                        index -> pieces.get(index).at())
                .thenComparing(index -> !(pieces.get(index) instanceof Written))
                .thenComparing(index -> pieces.get(index).wamid());
        return new Story(
                pieces,
                IntStream.range(0, pieces.size())
                        .boxed()
                        .sorted(asItHappened)
                        .map(index -> new Delivery(List.of(index), false))
                        .toList());
    }

    /** The deliveries, as Meta writes them. */
    public List<byte[]> deliveries() {
        return telling.stream()
                .map(delivery -> MetaWriting.delivery(
                        delivery.pieces().stream().map(pieces::get).toList(), delivery.gathered()))
                .toList();
    }

    /** All stories that have a little less to tell than this one. */
    public Stream<Story> simpler() {
        Stream<Story> fewerDeliveries = IntStream.range(0, telling.size())
                .mapToObj(gone -> told(IntStream.range(0, telling.size())
                        .filter(index -> index != gone)
                        .mapToObj(telling::get)
                        .toList()));
        Stream<Story> fewerPieces = IntStream.range(0, telling.size())
                .boxed()
                .flatMap(changed -> IntStream.range(
                                0, telling.get(changed).pieces().size())
                        .mapToObj(gone -> withoutOne(changed, gone)));
        return Stream.concat(fewerDeliveries, fewerPieces);
    }

    private Story withoutOne(int changed, int gone) {
        Delivery before = telling.get(changed);
        List<Integer> fewer = new ArrayList<>(before.pieces());
        fewer.remove(gone);
        List<Delivery> deliveries = new ArrayList<>(telling);
        deliveries.set(changed, new Delivery(List.copyOf(fewer), before.gathered()));
        return told(deliveries);
    }

    /** What nobody tells has not happened. */
    private Story told(List<Delivery> deliveries) {
        List<Integer> kept = deliveries.stream()
                .flatMap(delivery -> delivery.pieces().stream())
                .distinct()
                .sorted()
                .toList();
        return new Story(
                kept.stream().map(pieces::get).toList(),
                deliveries.stream()
                        .filter(delivery -> !delivery.pieces().isEmpty())
                        .map(delivery -> new Delivery(
                                delivery.pieces().stream().map(kept::indexOf).toList(), delivery.gathered()))
                        .toList());
    }

    /** Makes up what happens. */
    private static final class Invention {
        private static final long BEGINNING = 1_794_700_800L;
        private static final List<String> EMOJI = List.of("👍", "❤️", "😂", "🙏");
        private static final List<String> STATUSES = List.of("sent", "delivered", "read", "played");
        private static final List<Integer> ERRORS = List.of(131_026, 131_047, 131_049);

        private final SplittableRandom random;
        private final String prefix;
        private final List<Piece> pieces = new ArrayList<>();
        private final Set<Long> times = new HashSet<>();
        private int names;

        Invention(SplittableRandom random, String prefix) {
            this.random = random;
            this.prefix = prefix;
        }

        List<Piece> pieces() {
            List<Customer> customers = IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(this::customer)
                    .toList();
            int messages = 1 + random.nextInt(5);
            for (int message = 0; message < messages; message++) {
                Chat chat = new Chat(
                        NUMBERS.get(random.nextInt(NUMBERS.size())), customers.get(random.nextInt(customers.size())));
                write(chat, message, messages);
            }
            if (once(6)) {
                aftermath(pieces.getFirst().chat(), wamid("never-told"), BEGINNING, random.nextBoolean());
            }
            return List.copyOf(pieces);
        }

        private Customer customer(int number) {
            String digits = prefix + number;
            int kind = random.nextInt(4);
            return new Customer(
                    kind == 3 ? null : "1555" + digits,
                    kind == 0 ? null : "US.7" + digits,
                    "Customer " + number,
                    once(2) ? "Renamed " + number : "Customer " + number,
                    BEGINNING + random.nextInt(100_000));
        }

        private void write(Chat chat, int message, int messages) {
            boolean outbound = once(3);
            String wamid = nameFor(chat, message);
            long at = momentOf();
            pieces.add(new Written(
                    chat,
                    wamid,
                    at,
                    outbound,
                    content(message, outbound),
                    once(3) ? wamid("m" + random.nextInt(messages)) : null,
                    chat.customer().isRenamed() || (outbound ? once(4) : !once(4)),
                    random.nextBoolean()));
            aftermath(chat, wamid, at, outbound);
        }

        /** Now and then the same as at another number, where it names something else. */
        private String nameFor(Chat chat, int message) {
            if (message > 0 && once(6)) {
                String other = wamid("m" + (message - 1));
                boolean taken = pieces.stream()
                        .anyMatch(piece -> piece.wamid().equals(other)
                                && piece.chat().number().equals(chat.number()));
                return taken ? wamid("m" + message) : other;
            }
            return wamid("m" + message);
        }

        private Content content(int message, boolean outbound) {
            return switch (random.nextInt(outbound ? 8 : 10)) {
                case 6, 7 -> new Content.Image("30000000000" + message, once(2) ? "caption " + message : null);
                case 8 -> new Content.Place("40." + (message + 1), "-73.25");
                case 9 -> new Content.Button("button-" + message, "Choice " + message);
                default -> new Content.Text("text " + message);
            };
        }

        private void aftermath(Chat chat, String target, long written, boolean outbound) {
            for (int times = random.nextInt(4); times > 0; times--) {
                String emoji = once(3) ? null : EMOJI.get(random.nextInt(EMOJI.size()));
                pieces.add(new Reacted(chat, fresh(), soon(written), once(4), target, emoji, random.nextBoolean()));
            }
            for (int times = random.nextInt(4) - 1; times > 0; times--) {
                pieces.add(new Edited(chat, fresh(), soon(written), outbound ^ once(10), target, "edit " + names));
            }
            if (once(6)) {
                pieces.add(new Revoked(chat, fresh(), soon(written), outbound ^ once(6), target));
            }
            if (outbound || once(10)) {
                reports(chat, target, written);
            }
        }

        private void reports(Chat chat, String target, long written) {
            for (String status : STATUSES) {
                for (int times = random.nextInt(4) - 1; times > 0; times--) {
                    pieces.add(new Reported(chat, target, soon(written), status, 0));
                }
            }
            for (int times = random.nextInt(4) - 1; times > 0; times--) {
                int code = ERRORS.get(random.nextInt(ERRORS.size()));
                pieces.add(new Reported(chat, target, soon(written), "failed", code));
            }
        }

        private boolean once(int in) {
            return random.nextInt(in) == 0;
        }

        private String fresh() {
            return wamid("n" + names++);
        }

        private String wamid(String name) {
            return "wamid." + prefix + name;
        }

        /** No two messages are written in the same second: a thread has those in the order of their arrival. */
        private long momentOf() {
            long at = BEGINNING + (random.nextBoolean() ? random.nextInt(120) : random.nextInt(200_000));
            return times.add(at) ? at : momentOf();
        }

        /** Few seconds, so that many things happen in the same one. */
        private long soon(long written) {
            return written + 1 + random.nextInt(6);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Delivery delivery : telling) {
            text.append(delivery.gathered() ? "delivery, gathered\n" : "delivery\n");
            delivery.pieces()
                    .forEach(piece ->
                            text.append("    ").append(pieces.get(piece)).append('\n'));
        }
        return text.toString();
    }

    /** All pieces of one kind. */
    <P extends Piece> Stream<P> all(Class<P> kind) {
        return pieces.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The last of these by Meta's time; between two of the same second, that with the greater wamid. */
    static <P extends Piece> @Nullable P last(Stream<P> news) {
        return news.max(Comparator.comparing(P::at).thenComparing(P::wamid)).orElse(null);
    }
}
