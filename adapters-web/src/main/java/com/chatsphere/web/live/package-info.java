/** The live feed: whatever changes appears on every open page, in order and without a gap. */
@NullMarked
package com.chatsphere.web.live;

import org.jspecify.annotations.NullMarked;
