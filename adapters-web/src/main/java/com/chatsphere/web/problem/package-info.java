/** How requests are refused: JSON for scripts, pages for people, never a stack trace. */
@NullMarked
package com.chatsphere.web.problem;

import org.jspecify.annotations.NullMarked;
