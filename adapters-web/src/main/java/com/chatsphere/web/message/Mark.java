package com.chatsphere.web.message;

import com.chatsphere.application.message.Transcript;
import java.util.ArrayList;
import java.util.List;

/** What is out of the ordinary about how a message came, over its text. */
public record Mark(String icon, String words) {

    static List<Mark> of(Transcript.Entry entry) {
        List<Mark> marks = new ArrayList<>();
        if (entry.context().forwardedOften()) {
            marks.add(new Mark("fast-forward", "Forwarded many times"));
        } else if (entry.forwarded()) {
            marks.add(new Mark("forward", "Forwarded"));
        }
        switch (entry.context().route()) {
            case LIVE -> {
                if (entry.elsewhere()) {
                    marks.add(new Mark("smartphone", "Sent from the WhatsApp Business app"));
                }
            }
            case STANDBY ->
                marks.add(new Mark(
                        "bot", entry.elsewhere() ? "Answered by the AI agent" : "While the AI agent had the chat"));
            case IMPORT -> marks.add(new Mark("history", "Imported from the WhatsApp Business app"));
        }
        return List.copyOf(marks);
    }
}
