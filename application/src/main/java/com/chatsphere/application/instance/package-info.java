/** The WhatsApp numbers this installation works with. */
@NullMarked
package com.chatsphere.application.instance;

import org.jspecify.annotations.NullMarked;
