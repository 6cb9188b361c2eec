/** Just enough of file formats to tell what is inside; of strangers' files, so everything read is bounded. */
@NullMarked
package com.chatsphere.media.container;

import org.jspecify.annotations.NullMarked;
