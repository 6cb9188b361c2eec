/** Messages as the thread shows them, and what an agent does with them. */
@NullMarked
package com.chatsphere.web.message;

import org.jspecify.annotations.NullMarked;
