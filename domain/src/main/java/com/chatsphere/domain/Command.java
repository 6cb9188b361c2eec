package com.chatsphere.domain;

/** An order that exactly one aggregate takes, and either carries out or refuses. */
public interface Command {}
