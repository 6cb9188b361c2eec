package com.chatsphere.web.api;

/** Says that an order was carried out, where there is nothing else to say. */
record Done(boolean ok) {
    static final Done OK = new Done(true);
}
