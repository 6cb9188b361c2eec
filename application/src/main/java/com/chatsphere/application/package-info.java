/** What the outside may order and ask, what the inside needs from the outside, and what follows by itself. */
@NullMarked
package com.chatsphere.application;

import org.jspecify.annotations.NullMarked;
