/** The business's numbers and what Meta tells about them, for administrators. */
@NullMarked
package com.chatsphere.web.notice;

import org.jspecify.annotations.NullMarked;
