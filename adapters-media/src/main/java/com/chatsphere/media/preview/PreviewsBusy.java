package com.chatsphere.media.preview;

import java.io.IOException;

/** As many files as may wait do so already; the same question may be asked again a little later. */
public final class PreviewsBusy extends IOException {
    private static final long serialVersionUID = 1L;

    PreviewsBusy() {
        super(ChildPreviews.BUSY);
    }
}
