/** Message templates: what a business may write first, once Meta has approved it. */
@NullMarked
package com.chatsphere.domain.template;

import org.jspecify.annotations.NullMarked;
