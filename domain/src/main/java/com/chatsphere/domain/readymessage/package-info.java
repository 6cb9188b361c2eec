/** What the business often writes, kept ready for its agents. */
@NullMarked
package com.chatsphere.domain.readymessage;

import org.jspecify.annotations.NullMarked;
