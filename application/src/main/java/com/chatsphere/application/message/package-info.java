/** Questions about messages, and how they reach WhatsApp. */
@NullMarked
package com.chatsphere.application.message;

import org.jspecify.annotations.NullMarked;
