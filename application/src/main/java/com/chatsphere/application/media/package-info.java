/** Files of messages: kept here, fetched from Meta and handed to it, looked into, and shown. */
@NullMarked
package com.chatsphere.application.media;

import org.jspecify.annotations.NullMarked;
