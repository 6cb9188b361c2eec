package com.chatsphere.database;

import com.chatsphere.settings.DataFolder;
import com.chatsphere.settings.StartRefused;
import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user of the operating system that the server's processes run as.
 *
 * <p>PostgreSQL refuses to run as root, and rightly so: started as root, ChatSphere hands the server over to a user
 * without rights.
 */
final class ServerUser {
    private static final List<String> PREFERRED = List.of("chatsphere", "postgres", "nobody");

    private final @Nullable Account account;
    private final List<String> prefix;

    private ServerUser(@Nullable Account account, List<String> prefix) {
        this.account = account;
        this.prefix = prefix;
    }

    /** Whoever runs this process; for root, the owner of the server's folder or else a user without rights. */
    static ServerUser forFolder(Path serverFolder) {
        return currentUserIsRoot() ? unprivileged(serverFolder) : new ServerUser(null, List.of());
    }

    static boolean currentUserIsRoot() {
        return currentUid() == 0;
    }

    String name() {
        return account == null ? System.getProperty("user.name", "?") : account.name;
    }

    /** The command line that runs the given one as this user. */
    List<String> commandLine(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    /** Gives a file or a whole folder to this user, the folder itself last, as the sign that all of it was given. */
    void own(Path path) throws IOException {
        if (account == null) {
            return;
        }
        var users = path.getFileSystem().getUserPrincipalLookupService();
        var owner = users.lookupPrincipalByName(Integer.toString(account.uid));
        var group = users.lookupPrincipalByGroupName(Integer.toString(account.gid));
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return give(file);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                return give(visited);
            }

            private FileVisitResult give(Path file) throws IOException {
                var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
                view.setGroup(group);
                view.setOwner(owner);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    boolean owns(Path path) throws IOException {
        return uidOf(path) == (account == null ? currentUid() : account.uid);
    }

    /** Whether this user may walk to the folder, which takes the right to search every folder above it. */
    boolean reaches(Path folder) throws IOException {
        if (account == null) {
            return true;
        }
        for (Path step = folder.toRealPath(); step != null; step = step.getParent()) {
            var attributes = Files.readAttributes(step, PosixFileAttributes.class);
            var right =
                    uidOf(step) == account.uid ? PosixFilePermission.OWNER_EXECUTE : PosixFilePermission.OTHERS_EXECUTE;
            if (!attributes.permissions().contains(right)) {
                return false;
            }
        }
        return true;
    }

    private static int currentUid() {
        return (int) new UnixSystem().getUid();
    }

    private static int uidOf(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static ServerUser unprivileged(Path serverFolder) {
        try {
            var accounts = accounts();
            var account = Stream.concat(ownerOf(serverFolder, accounts), preferred(accounts))
                    .findFirst()
                    .orElseThrow(() -> new StartRefused("The embedded database cannot run as root, and this machine has"
                            + " none of the users %s; add one, start ChatSphere as an ordinary user, or set DATABASE_URL"
                                    .formatted(String.join(", ", PREFERRED))));
            return new ServerUser(account, switchTo(account));
        } catch (IOException unreadable) {
            throw new StartRefused("The embedded database cannot run as root, and no other user was found (%s); start"
                            .formatted(DataFolder.reasonOf(unreadable))
                    + " ChatSphere as an ordinary user, or set DATABASE_URL");
        }
    }

    private static Stream<Account> ownerOf(Path folder, List<Account> accounts) throws IOException {
        try {
            var owner = uidOf(folder);
            return accounts.stream().filter(account -> account.uid == owner && owner != 0);
        } catch (NoSuchFileException notYet) {
            return Stream.empty();
        }
    }

    private static Stream<Account> preferred(List<Account> accounts) {
        return PREFERRED.stream()
                .flatMap(name -> accounts.stream().filter(account -> account.name.equals(name) && account.uid != 0));
    }

    private static List<Account> accounts() throws IOException {
        var accounts = new ArrayList<Account>();
        for (var line : Files.readAllLines(Path.of("/etc/passwd"))) {
            var fields = line.split(":", -1);
            if (fields.length >= 4 && fields[2].matches("\\d{1,9}") && fields[3].matches("\\d{1,9}")) {
                accounts.add(new Account(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
            }
        }
        return accounts;
    }

    private static List<String> switchTo(Account account) {
        var ways = List.of(
                List.of(
                        "setpriv",
                        "--reuid=" + account.uid,
                        "--regid=" + account.gid,
                        "--clear-groups",
                        "--no-new-privs",
                        "--"),
                List.of("runuser", "-u", account.name, "--"),
                List.of("su", account.name, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"));
        return ways.stream()
                .filter(way -> works(way))
                .findFirst()
                .orElseThrow(() -> new StartRefused("The embedded database cannot run as root, and neither setpriv,"
                        + " runuser nor su can run it as %s; start ChatSphere as an ordinary user, or set DATABASE_URL"
                                .formatted(account.name)));
    }

    private static boolean works(List<String> way) {
        try {
            return Run.command(Stream.concat(way.stream(), Stream.of("/bin/sh", "-c", "exit 0"))
                                    .toList())
                            .in(Path.of("/"))
                            .code()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private record Account(String name, int uid, int gid) {}
}
