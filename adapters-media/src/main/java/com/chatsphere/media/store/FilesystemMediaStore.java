package com.chatsphere.media.store;

import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.StoreKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps files in a folder, which several processes may share.
 *
 * <p>A file is written aside, flushed, and then given its name in one step: under a name there is all of a file or nothing.
 */
public final class FilesystemMediaStore implements MediaStore {
    private final Path root;
    private final Arrivals arrivals;
    private final Keys keys = new Keys();
    /** Folders whose own names are on the disk. */
    private final Set<Path> settled = ConcurrentHashMap.newKeySet();

    /**
     * Makes the folder where it is missing, for its owner alone.
     *
     * @throws StoreFailed when it cannot be written to
     */
    public FilesystemMediaStore(Path root, Clock clock) throws StoreFailed {
        this(root, clock, Disk.REAL);
    }

    FilesystemMediaStore(Path root, Clock clock, Disk disk) throws StoreFailed {
        this.root = root.toAbsolutePath().normalize();
        this.arrivals = Arrivals.in(this.root.resolve(".arriving"), disk, clock.instant());
    }

    @Override
    public Kept put(InputStream content, long most) throws IOException {
        var arrived = arrivals.take(content, most);
        var key = keys.next();
        try {
            settle(arrived.file(), key);
        } finally {
            Arrivals.discard(arrived.file());
        }
        return new Kept(key, arrived.size(), HexFormat.of().formatHex(arrived.sha256()));
    }

    @Override
    public InputStream read(StoreKey key, long from, long length) throws IOException {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException("a file has no bytes before its first");
        }
        var channel = FileChannel.open(fileOf(key), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            channel.position(from);
            return new Portion(Channels.newInputStream(channel), length);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public <T> T locally(StoreKey key, Reading<T> reading) throws IOException {
        return reading.read(fileOf(key));
    }

    @Override
    public void remove(StoreKey key) throws IOException {
        if (Keys.isOne(key)) {
            Files.deleteIfExists(placeOf(key));
        }
    }

    private void settle(Path arrived, StoreKey key) throws StoreFailed {
        var place = placeOf(key);
        var folder = Objects.requireNonNull(place.getParent());
        try {
            makeDurably(folder);
            Files.move(arrived, place, StandardCopyOption.ATOMIC_MOVE);
            Folders.force(folder);
        } catch (IOException failure) {
            settled.remove(folder);
            Arrivals.discard(place);
            throw Arrivals.failed(root, failure);
        }
    }

    /** Another thread may have made the folder and died before its name was on the disk: each process makes sure once. */
    private void makeDurably(Path folder) throws IOException {
        if (settled.contains(folder) && Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectory(folder, Folders.privateTo(folder, "rwx------"));
        } catch (FileAlreadyExistsException known) {
            if (!Files.isDirectory(folder)) {
                throw known;
            }
        }
        Folders.force(root);
        settled.add(folder);
    }

    private Path fileOf(StoreKey key) throws NoSuchFileException {
        if (!Keys.isOne(key) || !Files.isRegularFile(placeOf(key), LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(key.value());
        }
        return placeOf(key);
    }

    private Path placeOf(StoreKey key) {
        var place = root.resolve(key.value()).normalize();
        if (!place.startsWith(root) || place.getNameCount() != root.getNameCount() + 2) {
            throw new IllegalArgumentException("a key leads to a file in the store");
        }
        return place;
    }
}
