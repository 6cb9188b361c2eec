/** The administrators' page of what Meta delivers: how it is doing, each delivery, and what can be done about it. */
@NullMarked
package com.chatsphere.web.webhook;

import org.jspecify.annotations.NullMarked;
