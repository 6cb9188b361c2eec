package com.chatsphere.application.conversation;

/** Who wrote: the customer (inbound) or the business (outbound). */
public enum Direction {
    INBOUND,
    OUTBOUND
}
