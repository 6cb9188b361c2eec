package com.chatsphere.application;

/**
 * A question that is answered with an {@code A}.
 *
 * @param <A> the answer, a record named for what the reader sees
 */
@SuppressWarnings("unused") // the type parameter is read by the doorway
public interface Asks<A> {}
