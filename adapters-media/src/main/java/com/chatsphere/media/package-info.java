/** What a file is, and who may fetch it for how long. */
@NullMarked
package com.chatsphere.media;

import org.jspecify.annotations.NullMarked;
