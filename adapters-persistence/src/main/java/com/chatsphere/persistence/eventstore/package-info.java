/** The record of what happened, on PostgreSQL: appending, JSON, and how read models are written from it. */
@NullMarked
package com.chatsphere.persistence.eventstore;

import org.jspecify.annotations.NullMarked;
