/** Recordings of browsers, carried over into the form that WhatsApp plays as voice messages. */
@NullMarked
package com.chatsphere.media.voice;

import org.jspecify.annotations.NullMarked;
