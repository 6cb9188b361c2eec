/** Who may write to whom, and when: one conversation per number and contact. */
@NullMarked
package com.chatsphere.domain.conversation;

import org.jspecify.annotations.NullMarked;
