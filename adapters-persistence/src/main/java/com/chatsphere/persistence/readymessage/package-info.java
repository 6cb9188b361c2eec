/** Ready messages as rows: the read model, and what keeps names and shortcuts apart. */
@NullMarked
package com.chatsphere.persistence.readymessage;

import org.jspecify.annotations.NullMarked;
