/** Message templates as rows. */
@NullMarked
package com.chatsphere.persistence.template;

import org.jspecify.annotations.NullMarked;
