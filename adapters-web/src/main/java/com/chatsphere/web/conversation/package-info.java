/** The inbox: the list of conversations, the open one, and what an agent does with a conversation. */
@NullMarked
package com.chatsphere.web.conversation;

import org.jspecify.annotations.NullMarked;
