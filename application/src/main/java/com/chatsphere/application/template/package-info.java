/** Message templates: where they come from, which ones there are, and what is filled into them. */
@NullMarked
package com.chatsphere.application.template;

import org.jspecify.annotations.NullMarked;
