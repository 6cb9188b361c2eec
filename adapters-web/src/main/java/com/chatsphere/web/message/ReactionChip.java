package com.chatsphere.web.message;

import com.chatsphere.application.message.Transcript.Reaction;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The reactions at the lower edge of a message.
 *
 * @param kinds the different ones, the most frequent first
 * @param words all of it for those who hear the page
 * @param ours what the team put there, or nothing
 */
public record ReactionChip(List<Kind> kinds, int count, String words, List<Who> people, String ours) {
    private static final int MOST_SHOWN = 4;
    private static final String TEAM = "Your team";

    /** Somebody and what they put there. */
    public record Who(String name, String emoji, Instant at, boolean isOurs) {}

    /** An emoji and how many put it there. */
    public record Kind(String emoji, long times) {}

    static ReactionChip of(List<Reaction> reactions) {
        List<Who> people = reactions.stream().map(ReactionChip::who).toList();
        Map<String, Long> counts = people.stream().collect(Collectors.groupingBy(Who::emoji, Collectors.counting()));
        List<Kind> kinds = people.stream()
                .map(Who::emoji)
                .distinct()
                .map(emoji -> new Kind(emoji, counts.getOrDefault(emoji, 0L)))
                .sorted(Comparator.comparing(Kind::times).reversed())
                .limit(MOST_SHOWN)
                .toList();
        String words =
                people.stream().map(who -> who.name() + " " + who.emoji()).collect(Collectors.joining(", "));
        String ours =
                people.stream().filter(Who::isOurs).map(Who::emoji).findFirst().orElse("");
        return new ReactionChip(kinds, people.size(), "Reactions: " + words, people, ours);
    }

    private static Who who(Reaction reaction) {
        return new Who(
                reaction.by() == null ? TEAM : PersonName.of(reaction.by()),
                ShownText.label(reaction.emoji().value(), "�"),
                reaction.at(),
                reaction.by() == null);
    }
}
