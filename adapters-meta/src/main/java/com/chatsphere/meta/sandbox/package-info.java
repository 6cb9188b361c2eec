/**
 * A stand-in for Meta inside the process, with a phone to play the customer on; real HTTP both ways, so that what is tried
 * out is what will run.
 */
@NullMarked
package com.chatsphere.meta.sandbox;

import org.jspecify.annotations.NullMarked;
