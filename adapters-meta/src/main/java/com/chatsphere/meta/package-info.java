/** Everything that knows Meta's JSON. */
@NullMarked
package com.chatsphere.meta;

import org.jspecify.annotations.NullMarked;
