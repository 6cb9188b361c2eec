/** Made-up news from Meta, told in any order, and what an inbox must hold in the end. */
@NullMarked
package com.chatsphere.story;

import org.jspecify.annotations.NullMarked;
