/** Meta's deliveries on their way in: believed by their signature, kept, then translated and applied. */
@NullMarked
package com.chatsphere.meta.webhook;

import org.jspecify.annotations.NullMarked;
