/** Questions about conversations, and who a contact is. */
@NullMarked
package com.chatsphere.application.conversation;

import org.jspecify.annotations.NullMarked;
