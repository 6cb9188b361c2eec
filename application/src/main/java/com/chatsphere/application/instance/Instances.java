package com.chatsphere.application.instance;

import com.chatsphere.domain.instance.PhoneNumberId;
import java.util.List;
import java.util.Optional;

/** Need: the connected WhatsApp numbers. */
public interface Instances {
    /** All of them, the default one first; empty when nothing is configured. */
    List<Instance> all();

    default Optional<Instance> with(PhoneNumberId number) {
        return all().stream()
                .filter(instance -> instance.number().equals(number))
                .findFirst();
    }

    default Optional<Instance> preferred() {
        return all().stream().findFirst();
    }
}
