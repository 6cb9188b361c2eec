package com.chatsphere.web.ws;

import java.net.URI;

/**
 * One kind of socket. A bean of this type is reachable at its path for everybody who is logged in: origin, login and the
 * number of sockets are checked before the upgrade.
 */
public interface SocketEndpoint {
    String path();

    /** A socket was opened; {@code address} carries its query. */
    void opened(OpenSocket socket, URI address);

    /** The other side sent text; at most 64 KB, at most 100 times a minute. */
    default void received(OpenSocket socket, String text) {}

    /** A socket is gone, whoever closed it. */
    void closed(OpenSocket socket);
}
