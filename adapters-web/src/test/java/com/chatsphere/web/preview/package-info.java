/** The pages over an inbox in memory, to be looked at while they are made. */
@NullMarked
package com.chatsphere.web.preview;

import org.jspecify.annotations.NullMarked;
