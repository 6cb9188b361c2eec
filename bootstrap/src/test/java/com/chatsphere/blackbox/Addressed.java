package com.chatsphere.blackbox;

import java.net.URI;

/** An application that answers by HTTP. */
interface Addressed {
    URI address();

    default URI at(String path) {
        return URI.create(address() + path);
    }
}
