package com.chatsphere.web.message;

import java.util.List;
import java.util.stream.Stream;

/** What people react with most; any other emoji can be written. */
public final class CommonEmoji {
    public static final List<String> FIRST = List.of("👍", "❤️", "😂", "😮", "😢", "🙏");

    public static final List<String> ALL = Stream.concat(
                    FIRST.stream(),
                    Stream.of(
                            "👏", "🎉", "🔥", "✅", "👌", "🤝", "💯", "⭐", "👀", "🙌", "💪", "🤗", "😊", "😍", "🥰",
                            "😘", "😎", "🤔", "😅", "😉", "🙂", "😇", "🥳", "🤩", "😭", "😔", "😡", "🤯", "😱", "🙄",
                            "👎", "✋", "👋", "🤞", "🫶", "💚", "💙", "🌹", "☕", "🎁", "📦", "🚚"))
            .toList();

    private CommonEmoji() {}
}
