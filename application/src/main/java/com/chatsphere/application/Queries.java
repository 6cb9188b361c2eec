package com.chatsphere.application;

/** The doorway for questions. */
public interface Queries {
    <A> A ask(Asks<A> question);
}
