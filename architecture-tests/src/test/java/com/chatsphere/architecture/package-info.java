/** The boundaries of the code, each as a sentence with its reason. */
@NullMarked
package com.chatsphere.architecture;

import org.jspecify.annotations.NullMarked;
