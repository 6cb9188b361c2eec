/** Meta's Cloud API: how messages leave. */
@NullMarked
package com.chatsphere.meta.cloudapi;

import org.jspecify.annotations.NullMarked;
