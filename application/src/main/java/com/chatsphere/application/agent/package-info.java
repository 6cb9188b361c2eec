/** Accounts, logins and sessions of the inbox's users. */
@NullMarked
package com.chatsphere.application.agent;

import org.jspecify.annotations.NullMarked;
