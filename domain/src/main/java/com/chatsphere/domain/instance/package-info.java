/** The business's own WhatsApp numbers. */
@NullMarked
package com.chatsphere.domain.instance;

import org.jspecify.annotations.NullMarked;
