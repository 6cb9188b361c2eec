package com.chatsphere.web.live;

import com.chatsphere.web.ws.OpenSocket;
import java.util.ArrayList;
import java.util.List;

/** An open page: what happens while it is still catching up waits, so that it is told everything in order. */
final class Listener {
    private static final int MOST_WAITING = 1_000;

    private final OpenSocket socket;
    private final List<String> waiting = new ArrayList<>();
    private boolean begun;

    Listener(OpenSocket socket) {
        this.socket = socket;
    }

    synchronized void begin(String missed) {
        socket.send(missed);
        waiting.forEach(socket::send);
        waiting.clear();
        begun = true;
    }

    synchronized void tell(String frame) {
        if (begun) {
            socket.send(frame);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(frame);
        } else {
            socket.close(OpenSocket.TOO_SLOW);
        }
    }
}
