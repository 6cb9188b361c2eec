package com.chatsphere.web.api;

import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.InstanceId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Finds the number of the business that is meant. */
@Component
class Numbers {
    private final Instances instances;

    Numbers(Instances instances) {
        this.instances = instances;
    }

    /** The number with this instance id, or the default one if none is named. */
    PhoneNumberId of(@Nullable String instanceId) {
        if (instanceId == null) {
            return instances
                    .preferred()
                    .map(Instance::number)
                    .orElseThrow(() -> new Problem(
                            HttpStatus.UNPROCESSABLE_CONTENT, "no_instance", "No WhatsApp number is connected yet."));
        }
        InstanceId id = Ids.instance(instanceId);
        return instances.all().stream()
                .map(Instance::number)
                .filter(number -> InstanceId.of(number).equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("unknown_instance", "There is no instance of that id."));
    }

    static PhoneNumber phone(String field, String typed) {
        try {
            return PhoneNumber.parse(typed);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException malformed) {
            throw Problem.badRequest(
                    "invalid_phone",
                    field + " has to be a phone number of 8 to 15 digits, country code first, like +14155550123.");
        }
    }
}
