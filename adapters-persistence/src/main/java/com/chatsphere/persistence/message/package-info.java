/** The thread, what is still to be sent, and which message Meta calls by which name. */
@NullMarked
package com.chatsphere.persistence.message;

import org.jspecify.annotations.NullMarked;
