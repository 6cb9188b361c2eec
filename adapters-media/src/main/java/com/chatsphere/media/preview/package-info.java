/** What files of strangers show, told by a process of its own that may be killed. */
@NullMarked
package com.chatsphere.media.preview;

import org.jspecify.annotations.NullMarked;
