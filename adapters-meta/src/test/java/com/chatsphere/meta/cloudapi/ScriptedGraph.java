package com.chatsphere.meta.cloudapi;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that reads whole requests and then does what the test says. */
final class ScriptedGraph implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Reaction reaction;

    ScriptedGraph(Reaction reaction) throws IOException {
        this.reaction = reaction;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    List<String> requests() {
        return new ArrayList<>(requests);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream input = new BufferedInputStream(socket.getInputStream());
            for (String request = read(input); !request.isEmpty(); request = read(input)) {
                requests.add(request);
                reaction.to(requests.size(), socket);
            }
        } catch (IOException gone) {
            // the client or the test has ended it
        }
    }

    private static String read(InputStream input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0) {
                return "";
            }
            bytes.write(next);
        }
        String headers = bytes.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = headers.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(headers.substring(at + 16, headers.indexOf('\r', at)));
        bytes.write(input.readNBytes(length));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    @FunctionalInterface
    interface Reaction {
        void to(int number, Socket socket) throws IOException;

        static Reaction answer(int status, String body, String... headers) {
            return (number, socket) -> socket.getOutputStream()
                    .write("HTTP/1.1 %d X\r\nContent-Length: %d\r\n%s\r\n%s"
                            .formatted(
                                    status,
                                    body.getBytes(StandardCharsets.UTF_8).length,
                                    headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n",
                                    body)
                            .getBytes(StandardCharsets.UTF_8));
        }

        static Reaction hang() {
            return (number, socket) -> {};
        }

        static Reaction close() {
            return (number, socket) -> socket.close();
        }

        static Reaction reset() {
            return (number, socket) -> {
                socket.setSoLinger(true, 0);
                socket.close();
            };
        }

        default Reaction then(Reaction later) {
            return (number, socket) -> (number == 1 ? this : later).to(number, socket);
        }
    }
}
