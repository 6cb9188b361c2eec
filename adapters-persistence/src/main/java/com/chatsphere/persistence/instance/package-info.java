/** How the business's numbers behave, as rows. */
@NullMarked
package com.chatsphere.persistence.instance;

import org.jspecify.annotations.NullMarked;
