package com.chatsphere.web.message;

import com.chatsphere.application.message.Transcript.Reaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The reactions at the lower edge of a message.
 *
 * @param emojis the different ones, the most frequent first
 * @param words all of it for those who hear the page
 */
public record ReactionChip(List<String> emojis, int count, String words, List<Who> people) {
    private static final int MOST_SHOWN = 4;
    private static final String TEAM = "Your team";

    /** Somebody and what they put there. */
    public record Who(String name, String emoji, Instant at) {}

    static ReactionChip of(List<Reaction> reactions) {
        List<Who> people = reactions.stream().map(ReactionChip::who).toList();
        Map<String, Long> counts = people.stream().collect(Collectors.groupingBy(Who::emoji, Collectors.counting()));
        List<String> emojis = people.stream()
                .map(Who::emoji)
                .distinct()
                .sorted((one, other) -> Long.compare(count(counts, other), count(counts, one)))
                .limit(MOST_SHOWN)
                .toList();
        String words =
                people.stream().map(who -> who.name() + " " + who.emoji()).collect(Collectors.joining(", "));
        return new ReactionChip(emojis, people.size(), "Reactions: " + words, people);
    }

    private static long count(Map<String, Long> counts, String emoji) {
        return counts.getOrDefault(emoji, 0L);
    }

    private static Who who(Reaction reaction) {
        return new Who(
                reaction.by() == null ? TEAM : PersonName.of(reaction.by()),
                ShownText.label(reaction.emoji().value(), "�"),
                reaction.at());
    }
}
