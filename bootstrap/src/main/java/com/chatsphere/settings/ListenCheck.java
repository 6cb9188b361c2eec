package com.chatsphere.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Whether this process can listen where it was told to, found out before anything else is started. */
public final class ListenCheck {
    private ListenCheck() {}

    public static void require(Settings.Listen listen) {
        try {
            var address = InetAddress.getByName(listen.host());
            requireOfThisMachine(listen, address);
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(address, listen.port()));
            }
        } catch (UnknownHostException unknown) {
            throw new StartRefused(StartFailure.noSuchHost(listen.host(), unknown));
        } catch (IOException refused) {
            var reason = String.valueOf(refused.getMessage());
            throw new StartRefused(
                    reason.contains("Permission denied")
                            ? "PORT: the user ChatSphere runs as may not listen on %d; take one from 1024 up"
                                    .formatted(listen.port())
                            : StartFailure.portTaken(listen.port()));
        }
    }

    private static void requireOfThisMachine(Settings.Listen listen, InetAddress address) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));
        } catch (IOException foreign) {
            throw new StartRefused("HOST: \"%s\" is not an address of this machine (%s)"
                    .formatted(listen.host(), foreign.getMessage()));
        }
    }
}
