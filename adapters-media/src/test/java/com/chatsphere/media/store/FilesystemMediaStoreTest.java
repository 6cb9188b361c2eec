package com.chatsphere.media.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.StoreKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemMediaStoreTest extends MediaStoreContract {
    @TempDir
    Path folder;

    private MediaStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FilesystemMediaStore(folder.resolve("media"), Clock.systemUTC());
    }

    @Override
    MediaStore store() {
        return store;
    }

    @Override
    List<String> left() throws IOException {
        return filesIn(folder);
    }

    @Override
    List<String> whereItIs() {
        return List.of(folder.resolve("media").toString());
    }

    @Test
    void keepsFilesToTheirOwner() throws IOException {
        store.put(stream("private"), 100);
        try (var all = Files.walk(folder.resolve("media"))) {
            for (var path : (Iterable<Path>) all::iterator) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as("%s", path)
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void isSharedByTwoProcesses() throws IOException {
        var other = new FilesystemMediaStore(folder.resolve("media"), Clock.systemUTC());
        var key = store.put(stream("shared"), 100).key();
        try (var bytes = other.read(key, 0, 100)) {
            assertThat(bytes.readAllBytes()).asString(UTF_8).isEqualTo("shared");
        }
    }

    @Test
    void clearsAwayWhatADeadProcessLeftButNotWhatAnotherIsWriting() throws IOException {
        var arriving = folder.resolve("media/.arriving");
        var old = Files.writeString(arriving.resolve("old"), "half");
        var fresh = Files.writeString(arriving.resolve("fresh"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        new FilesystemMediaStore(folder.resolve("media"), Clock.systemUTC());
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void followsNoLinkOutOfItsFolder() throws IOException {
        var outside = Files.writeString(folder.resolve("outside"), "not for anybody");
        var key = store.put(stream("inside"), 100).key();
        var place = folder.resolve("media").resolve(key.value());
        Files.delete(place);
        Files.createSymbolicLink(place, outside);
        assertThatThrownBy(() -> store.read(key, 0, 100)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.locally(key, Files::size)).isInstanceOf(NoSuchFileException.class);
        store.remove(key);
        assertThat(outside).hasContent("not for anybody");
    }

    @Test
    void keepsFilesAgainAfterTheFolderOfSomeIsGone() throws IOException {
        for (var round = 0; round < 200; round++) {
            var key = store.put(stream("x"), 100).key();
            var place = folder.resolve("media").resolve(key.value());
            Files.delete(place);
            Files.delete(place.getParent());
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void saysWhenItsFolderCannotBeUsed() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "no folder");
        assertThatThrownBy(() -> new FilesystemMediaStore(file, Clock.systemUTC()))
                .isInstanceOf(MediaStore.StoreFailed.class)
                .hasMessageContaining("takes no files (");
    }

    @Test
    void refusesAFileWhileTheDiskIsFull() throws IOException {
        try (var room = new CountedRoom(folder.resolve("counted"))) {
            fillsAndEnlarges(room);
        }
    }

    /** On a file system of 8 MB, where this process may make one; elsewhere the room is counted. */
    @Test
    void refusesAFileWhileTheFileSystemIsFull() throws IOException {
        try (var room = Room.asRealAsPossible(folder.resolve("small"))) {
            fillsAndEnlarges(room);
        }
    }

    private static void fillsAndEnlarges(Room room) throws IOException {
        var small = room.store();
        var kept = new ArrayList<StoreKey>();
        kept.add(small.put(new ByteArrayInputStream(bytes(3_000_000)), 10_000_000)
                .key());
        kept.add(small.put(new ByteArrayInputStream(bytes(3_000_000)), 10_000_000)
                .key());
        for (var again = 0; again < 3; again++) {
            assertThatThrownBy(() -> small.put(new ByteArrayInputStream(bytes(3_000_000)), 10_000_000))
                    .isInstanceOf(MediaStore.StoreFailed.class)
                    .hasMessageEndingWith("takes no files (No space left on device)");
            assertThat(filesIn(room.folder())).hasSize(2);
        }
        for (var key : kept) {
            try (var bytes = small.read(key, 0, Long.MAX_VALUE)) {
                assertThat(bytes.readAllBytes()).isEqualTo(bytes(3_000_000));
            }
        }
        room.enlarge();
        small.put(new ByteArrayInputStream(bytes(3_000_000)), 10_000_000);
        assertThat(filesIn(room.folder())).hasSize(3);
    }

    static List<String> filesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
