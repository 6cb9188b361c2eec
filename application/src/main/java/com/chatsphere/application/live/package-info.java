/** What changed, in one gap-free order, for pages and sockets that follow along. */
@NullMarked
package com.chatsphere.application.live;

import org.jspecify.annotations.NullMarked;
