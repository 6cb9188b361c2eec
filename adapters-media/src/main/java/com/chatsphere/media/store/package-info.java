/** Where the bytes of files are kept: a folder, or a store that speaks S3. */
@NullMarked
package com.chatsphere.media.store;

import org.jspecify.annotations.NullMarked;
