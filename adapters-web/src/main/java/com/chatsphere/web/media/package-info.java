/** Files of messages on their way to browsers and scripts, and what a conversation has gathered of them. */
@NullMarked
package com.chatsphere.web.media;

import org.jspecify.annotations.NullMarked;
