/** Accounts, sessions and pins of the inbox's users. */
@NullMarked
package com.chatsphere.persistence.agent;

import org.jspecify.annotations.NullMarked;
