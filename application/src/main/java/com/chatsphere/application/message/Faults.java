package com.chatsphere.application.message;

/** Need: end the process at a named place, where a test asks for it. */
public interface Faults {
    /** The rule: nothing happens anywhere. */
    Faults NONE = point -> {};

    void at(FaultPoint point);
}
