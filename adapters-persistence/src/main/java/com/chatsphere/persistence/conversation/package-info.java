/** Who is who, and the left column. */
@NullMarked
package com.chatsphere.persistence.conversation;

import org.jspecify.annotations.NullMarked;
