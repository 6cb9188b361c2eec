/** What Meta tells about the business's accounts, numbers, templates and groups, kept for good. */
@NullMarked
package com.chatsphere.application.notice;

import org.jspecify.annotations.NullMarked;
