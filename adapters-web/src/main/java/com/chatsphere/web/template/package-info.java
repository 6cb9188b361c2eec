/** Message templates on pages: the list of them, how they look, and sending one. */
@NullMarked
package com.chatsphere.web.template;

import org.jspecify.annotations.NullMarked;
