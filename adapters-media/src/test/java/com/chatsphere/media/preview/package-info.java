/** Looking into files, good ones and bombs. */
@NullMarked
package com.chatsphere.media.preview;

import org.jspecify.annotations.NullMarked;
