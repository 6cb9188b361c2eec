/** The rules of a shared WhatsApp inbox: aggregates, the orders they take and the facts they record. */
@NullMarked
package com.chatsphere.domain;

import org.jspecify.annotations.NullMarked;
