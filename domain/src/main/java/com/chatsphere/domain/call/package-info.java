/** Calls between a customer and the business. */
@NullMarked
package com.chatsphere.domain.call;

import org.jspecify.annotations.NullMarked;
