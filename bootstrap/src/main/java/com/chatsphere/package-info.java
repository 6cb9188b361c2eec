/** The application: everything is put together here. */
@NullMarked
package com.chatsphere;

import org.jspecify.annotations.NullMarked;
