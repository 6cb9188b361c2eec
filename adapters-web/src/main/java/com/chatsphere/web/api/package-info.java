/** The REST API. */
@NullMarked
package com.chatsphere.web.api;

import org.jspecify.annotations.NullMarked;
