/** Ready messages: how they are kept, and what agents and administrators see of them. */
@NullMarked
package com.chatsphere.application.readymessage;

import org.jspecify.annotations.NullMarked;
