/** The pages of ready messages: where administrators write them, and the list agents choose from. */
@NullMarked
package com.chatsphere.web.readymessage;

import org.jspecify.annotations.NullMarked;
