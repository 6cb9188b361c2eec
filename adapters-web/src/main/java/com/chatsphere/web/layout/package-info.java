/** What all pages share: the frame around them, how templates are rendered, and the files they load. */
@NullMarked
package com.chatsphere.web.layout;

import org.jspecify.annotations.NullMarked;
