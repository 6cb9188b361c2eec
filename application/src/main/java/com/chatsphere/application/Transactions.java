package com.chatsphere.application;

/** Need: have several things recorded together, or none of them. */
public interface Transactions {
    /** Does the work in one transaction; what it throws undoes all of it. */
    void inOne(Runnable work);
}
