package com.chatsphere.web.layout;

/** Something that administrators should look at, at a place their menu leads to; whoever has it registers it as a bean. */
public interface Attention {
    /** The address of the place. */
    String address();

    /** Whether there is something to look at now; asked for every page, so it costs nothing. */
    boolean isOn();
}
