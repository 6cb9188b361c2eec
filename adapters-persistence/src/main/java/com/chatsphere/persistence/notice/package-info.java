/** Notices of Meta's as rows. */
@NullMarked
package com.chatsphere.persistence.notice;

import org.jspecify.annotations.NullMarked;
