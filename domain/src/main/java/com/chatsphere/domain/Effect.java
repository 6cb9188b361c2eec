package com.chatsphere.domain;

/** What an order that may arrive twice came to. */
public enum Effect {
    /** Something new was recorded. */
    APPLIED,
    /** Everything in it was on record already, so nothing was added. */
    ALREADY_KNOWN,
    /** Something later of the same kind was on record already, so this can no longer matter. */
    SUPERSEDED
}
