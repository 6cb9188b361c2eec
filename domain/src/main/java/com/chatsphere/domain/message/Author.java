package com.chatsphere.domain.message;

/** On whose side a message was written. */
public enum Author {
    CUSTOMER,
    BUSINESS
}
