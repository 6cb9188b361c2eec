/** The packaged application, run as a process of its own and seen only from outside. */
@NullMarked
package com.chatsphere.blackbox;

import org.jspecify.annotations.NullMarked;
