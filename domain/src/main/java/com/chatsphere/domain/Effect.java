package com.chatsphere.domain;

/** What an order that may arrive twice came to. */
public enum Effect {
    /** Something new was recorded. */
    APPLIED,
    /** Everything in it was on record already, so nothing was added. */
    ALREADY_KNOWN
}
