/** How Meta writes message templates. */
@NullMarked
package com.chatsphere.meta.template;

import org.jspecify.annotations.NullMarked;
