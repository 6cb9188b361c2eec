package com.chatsphere.application.template;

import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The WhatsApp business accounts that our numbers belong to: as set down, or else as Meta once told. */
public final class BusinessAccounts {
    private final Instances instances;
    private final TemplateSyncs syncs;

    public BusinessAccounts(Instances instances, TemplateSyncs syncs) {
        this.instances = instances;
        this.syncs = syncs;
    }

    /** Each once, that of the default number first. */
    public List<String> all() {
        return instances.all().stream()
                .map(this::of)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    public Optional<String> of(PhoneNumberId number) {
        return instances.with(number).map(this::of);
    }

    /** Those numbers of which nobody knows yet to which account they belong. */
    List<PhoneNumberId> strays() {
        return instances.all().stream()
                .filter(instance -> instance.token() != null && of(instance) == null)
                .map(Instance::number)
                .toList();
    }

    private @Nullable String of(Instance instance) {
        return instance.wabaId() != null
                ? instance.wabaId()
                : syncs.accountOf(instance.number()).orElse(null);
    }
}
