/** What changed, numbered in commit order, and told to every node. */
@NullMarked
package com.chatsphere.persistence.live;

import org.jspecify.annotations.NullMarked;
