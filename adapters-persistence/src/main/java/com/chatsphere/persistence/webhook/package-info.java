/** Raw deliveries, the backlog of them, and the ledger. */
@NullMarked
package com.chatsphere.persistence.webhook;

import org.jspecify.annotations.NullMarked;
