package com.chatsphere.media.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A store with room for 8 MB. */
interface Room extends Closeable {
    static Room asRealAsPossible(Path folder) throws IOException {
        return MountedRoom.mayBeMade() ? new MountedRoom(folder) : new CountedRoom(folder);
    }

    FilesystemMediaStore store() throws IOException;

    Path folder();

    /** Makes room for 32 MB. */
    void enlarge() throws IOException;
}
