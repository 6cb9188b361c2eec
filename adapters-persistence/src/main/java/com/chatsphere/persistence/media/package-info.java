/** Files of messages as rows: what is to be fetched, what is here, and which message shows it. */
@NullMarked
package com.chatsphere.persistence.media;

import org.jspecify.annotations.NullMarked;
