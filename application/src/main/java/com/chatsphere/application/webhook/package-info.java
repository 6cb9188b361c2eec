/** Meta's deliveries: kept first, applied then, accounted for always. */
@NullMarked
package com.chatsphere.application.webhook;

import org.jspecify.annotations.NullMarked;
