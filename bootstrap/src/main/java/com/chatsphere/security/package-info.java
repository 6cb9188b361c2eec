/** Who may do what: one table of all routes, and the filters that keep to it. */
@NullMarked
package com.chatsphere.security;

import org.jspecify.annotations.NullMarked;
