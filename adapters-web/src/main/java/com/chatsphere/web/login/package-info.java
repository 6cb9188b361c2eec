/** Logging in and out. */
@NullMarked
package com.chatsphere.web.login;

import org.jspecify.annotations.NullMarked;
