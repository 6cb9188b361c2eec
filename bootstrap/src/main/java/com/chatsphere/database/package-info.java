/** The database ChatSphere brings along for small installations, and the checks every database must pass. */
@NullMarked
package com.chatsphere.database;

import org.jspecify.annotations.NullMarked;
