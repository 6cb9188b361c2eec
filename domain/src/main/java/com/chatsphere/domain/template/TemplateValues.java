package com.chatsphere.domain.template;

import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a template.
 *
 * @param header by placeholder of a header text
 * @param headerContent the file or the place, for a header that takes one
 * @param body by placeholder
 * @param buttons by index: the end of an address, a code to copy, or what a quick reply brings back
 * @param cards one for each card of a carousel
 */
public record TemplateValues(
        Map<String, MessageText> header,
        @Nullable MessageHeader headerContent,
        Map<String, MessageText> body,
        Map<Integer, MessageText> buttons,
        List<TemplateValues> cards,
        @Nullable Instant offerEndsAt) {
    public static final TemplateValues NONE = new TemplateValues(Map.of(), null, Map.of(), Map.of(), List.of(), null);

    public TemplateValues {
        header = inOrder(header);
        body = inOrder(body);
        buttons = inOrder(buttons);
        cards = List.copyOf(cards);
    }

    private static <K extends Comparable<K>, V> Map<K, V> inOrder(Map<K, V> values) {
        return Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
