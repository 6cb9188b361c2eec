/** The life of one message, from being received or queued to being read or failed. */
@NullMarked
package com.chatsphere.domain.message;

import org.jspecify.annotations.NullMarked;
