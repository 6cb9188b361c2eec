/** Files on their way from an agent to a message. */
@NullMarked
package com.chatsphere.web.upload;

import org.jspecify.annotations.NullMarked;
