/** Sockets of people who are logged in, and the one for scripts. */
@NullMarked
package com.chatsphere.web.ws;

import org.jspecify.annotations.NullMarked;
