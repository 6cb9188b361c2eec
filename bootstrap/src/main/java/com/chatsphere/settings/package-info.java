/** What an operator can set from outside, and the one clear line that answers a wrong value. */
@NullMarked
package com.chatsphere.settings;

import org.jspecify.annotations.NullMarked;
