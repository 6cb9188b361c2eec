package com.chatsphere.application;

import java.util.Optional;

/** Need: whether this node can take webhooks and serve people now. */
public interface Readiness {
    /** What stands in the way, in words for an operator that name no version and no secret; empty when nothing does. */
    Optional<String> problem();
}
