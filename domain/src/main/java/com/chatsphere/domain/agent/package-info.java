/** The people who answer: who they are and what they keep at hand. */
@NullMarked
package com.chatsphere.domain.agent;

import org.jspecify.annotations.NullMarked;
