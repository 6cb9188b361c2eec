package com.chatsphere.database;

import com.chatsphere.application.Secret;
import com.chatsphere.settings.DataFolder;
import com.chatsphere.settings.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of the embedded server: made once, checked, configured and served by PostgreSQL's own programs. */
final class PostgresFolder {
    static final String ROLE = "chatsphere";
    static final String DATABASE = "chatsphere";

    private static final Logger log = LoggerFactory.getLogger(PostgresFolder.class);

    /**
     * Resolves to the working folder of whichever process asks. PostgreSQL's processes never leave their data folder,
     * so with this name they reach it even below folders they have no right to walk through, such as root's home.
     */
    private static final Path WORKING_FOLDER = Path.of("/proc/self/cwd");

    /** Full text and trigrams classify letters by this; "C" would make every Arabic word vanish from the search. */
    private static final List<String> CHARACTER_TYPES = List.of("C.UTF-8", "en_US.UTF-8", "C");

    private static final String ACCESS = """
        # Written by ChatSphere. Only the application itself, from this machine, with its password.
        # TYPE  DATABASE    USER        ADDRESS       METHOD
        host    chatsphere  chatsphere  127.0.0.1/32  scram-sha-256
        """;

    private static final String CONFIGURATION = """
        # Written by ChatSphere at every start. Settings of your own belong into local.conf in this folder.
        max_connections = 60
        shared_buffers = 192MB
        effective_cache_size = 1GB
        work_mem = 8MB
        maintenance_work_mem = 64MB
        random_page_cost = 1.1
        jit = off
        max_parallel_workers_per_gather = 1

        wal_level = replica
        wal_buffers = 16MB
        min_wal_size = 160MB
        max_wal_size = 1GB
        checkpoint_timeout = 10min
        max_wal_senders = 0
        autovacuum_naptime = 30s
        autovacuum_vacuum_scale_factor = 0.1
        autovacuum_analyze_scale_factor = 0.05

        timezone = 'UTC'
        log_timezone = 'UTC'
        client_connection_check_interval = 5s
        password_encryption = 'scram-sha-256'

        # One file for each day of the week. What customers wrote stays out of it.
        logging_collector = on
        log_directory = 'log'
        log_filename = 'postgresql-%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        log_line_prefix = '%m [%p] %a '
        log_min_duration_statement = 2s
        log_lock_waits = on
        log_error_verbosity = terse
        log_min_error_statement = panic
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0

        include_if_exists = 'local.conf'
        """;

    private final Path folder;
    private final PostgresBinaries binaries;
    private final ServerUser user;
    private final Path nameForServer;

    private PostgresFolder(Path folder, PostgresBinaries binaries, ServerUser user, Path nameForServer) {
        this.folder = folder;
        this.binaries = binaries;
        this.user = user;
        this.nameForServer = nameForServer;
    }

    /** The server's folder inside the data folder; made on the first start, else checked. */
    static PostgresFolder in(DataFolder data) {
        var folder = data.path().resolve("postgres");
        var user = ServerUser.forFolder(folder);
        var binaries = PostgresBinaries.unpacked(data.path(), user);
        try {
            var name = user.reaches(data.path()) ? folder : WORKING_FOLDER;
            var postgres = new PostgresFolder(folder, binaries, user, name);
            var password = data.secret(EmbeddedPostgres.PASSWORD_FILE);
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS) || isEmptyFolder(folder)) {
                postgres.create(data, data.secretOrNew(EmbeddedPostgres.PASSWORD_FILE));
            } else {
                postgres.check();
                postgres.endLeftovers();
                if (password == null) {
                    log.warn("The database's password file was gone; the database gets a new password");
                    postgres.administer(
                            List.of(passwordStatement("ALTER", data.secretOrNew(EmbeddedPostgres.PASSWORD_FILE))));
                }
            }
            postgres.configure();
            return postgres;
        } catch (IOException failure) {
            throw refusal(failure, folder);
        }
    }

    static StartRefused refusal(IOException failure, Path folder) {
        return new StartRefused(
                "The embedded database in %s cannot be used: %s".formatted(folder, DataFolder.reasonOf(failure)));
    }

    Path path() {
        return folder;
    }

    /** Starts the server and returns once it answers; the way of starting it detaches it from this process. */
    Run.Outcome startServer(String options) throws IOException {
        Files.deleteIfExists(startLog());
        return program("pg_ctl", "start", "-w", "-s", "-t", "3600", "-l", nameForServer + "/start.log", "-o", options);
    }

    boolean stopServer(String mode, int seconds) throws IOException {
        return program("pg_ctl", "stop", "-w", "-s", "-m", mode, "-t", Integer.toString(seconds))
                .succeeded();
    }

    /** The server's first process, if one runs in this folder. */
    Optional<ProcessHandle> server() throws IOException {
        return recordedProcess().filter(process -> belongsHere(process));
    }

    /** Why the server ended, in its own words. */
    String lastWords() throws IOException {
        var candidates = new ArrayList<Path>(List.of(startLog()));
        if (Files.isDirectory(folder.resolve("log"))) {
            try (Stream<Path> logs = Files.list(folder.resolve("log"))) {
                logs.sorted(Comparator.comparing(file -> file.toFile().lastModified()))
                        .forEach(candidates::add);
            }
        }
        var words = "";
        for (var candidate : candidates) {
            if (Files.isRegularFile(candidate, LinkOption.NOFOLLOW_LINKS)) {
                words = Stream.of(tail(candidate).split("\\R"))
                        .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                        .reduce(words, (_, later) -> later);
            }
        }
        return words.replaceFirst("^.*?(FATAL|PANIC):\\s*", "");
    }

    private Path startLog() {
        return folder.resolve("start.log");
    }

    private static String tail(Path file) throws IOException {
        var most = 65_536;
        try (var channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - most));
            var bytes = ByteBuffer.allocate(most);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        return Files.isDirectory(folder) && Folders.isEmpty(folder);
    }

    private void check() throws IOException {
        String version;
        try {
            version = Files.readString(folder.resolve("PG_VERSION")).strip();
        } catch (NoSuchFileException notPostgres) {
            throw new StartRefused(
                    "%s holds something else than a PostgreSQL database; move it away, or set".formatted(folder)
                            + " CHATSPHERE_DATA to another folder");
        }
        if (!version.equals(PostgresBinaries.MAJOR_VERSION)) {
            throw new StartRefused(
                    "The database in %s was made by PostgreSQL %s, this ChatSphere brings PostgreSQL %s; dump it with the"
                                    .formatted(folder, version, PostgresBinaries.MAJOR_VERSION)
                            + " version that made it and load it again, or set DATABASE_URL to a server of that"
                            + " version");
        }
        if (user.owns(folder)) {
            return;
        }
        if (ServerUser.currentUserIsRoot()) {
            user.own(folder);
        } else {
            throw new StartRefused(
                    "The database in %s belongs to %s, but ChatSphere runs as %s; run it as that user, or"
                                    .formatted(folder, Files.getOwner(folder).getName(), user.name())
                            + " give the folder to this one");
        }
    }

    /** Made under another name and renamed when whole, so that a killed first start leaves nothing half made. */
    private void create(DataFolder data, Secret password) throws IOException {
        log.info("First start: making the database in {}", folder);
        var unfinished = data.path().resolve("postgres-unfinished");
        var beginning = new PostgresFolder(
                unfinished, binaries, user, nameForServer.equals(folder) ? unfinished : nameForServer);
        beginning.endProcesses();
        Folders.delete(unfinished);
        Files.createDirectory(unfinished);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx------"));
        user.own(unfinished);
        beginning.initialise();
        beginning.configure();
        beginning.administer(List.of(
                passwordStatement("CREATE", password),
                "GRANT pg_monitor, pg_signal_backend TO " + ROLE,
                "CREATE DATABASE %s OWNER %s".formatted(DATABASE, ROLE)));
        Files.deleteIfExists(folder);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private void initialise() throws IOException {
        var throwAway = Files.createTempFile("chatsphere", null);
        try {
            Files.writeString(throwAway, UUID.randomUUID().toString());
            user.own(throwAway);
            var outcome = new Run.Outcome(1, "");
            for (var characterType : CHARACTER_TYPES) {
                outcome = program(
                        "initdb",
                        "--username=postgres",
                        "--pwfile=" + throwAway,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--lc-ctype=" + characterType,
                        "--no-instructions");
                if (!outcome.output().contains("invalid locale")) {
                    break;
                }
            }
            require(outcome);
        } finally {
            Files.deleteIfExists(throwAway);
        }
    }

    private void configure() throws IOException {
        replace("chatsphere.conf", CONFIGURATION);
        replace("pg_hba.conf", ACCESS);
        var main = folder.resolve("postgresql.conf");
        var include = "include = 'chatsphere.conf'";
        var text = Files.readString(main);
        if (text.lines().noneMatch(include::equals)) {
            replace("postgresql.conf", text + System.lineSeparator() + include + System.lineSeparator());
        }
    }

    /** Root writes into a folder that another user owns: never through a link that user may have put there. */
    private void replace(String name, String content) throws IOException {
        var written = folder.resolve(name + ".new");
        Files.deleteIfExists(written);
        Files.writeString(written, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        user.own(written);
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lets the server, in single-user mode and so without any password, run these statements. */
    private void administer(List<String> statements) throws IOException {
        var input = String.join(";\n", statements) + ";\n";
        var outcome = Run.command(user.commandLine(List.of(
                        binaries.program("postgres").toString(),
                        "--single",
                        "-D",
                        nameForServer.toString(),
                        "-c",
                        "logging_collector=off",
                        "-c",
                        "exit_on_error=on",
                        "postgres")))
                .reading(input)
                .in(folder);
        require(outcome);
    }

    private static String passwordStatement(String verb, Secret password) {
        return "%s ROLE %s LOGIN PASSWORD '%s'"
                .formatted(verb, ROLE, password.reveal().replace("'", "''"));
    }

    private Run.Outcome program(String name, String... arguments) throws IOException {
        var command = Stream.concat(
                Stream.of(binaries.program(name).toString(), "-D", nameForServer.toString()), Stream.of(arguments));
        return Run.command(user.commandLine(command.toList())).in(folder);
    }

    private static void require(Run.Outcome outcome) throws IOException {
        if (!outcome.succeeded()) {
            throw new IOException(reasonIn(outcome.output()));
        }
    }

    static String reasonIn(String output) {
        if (output.contains("No space left on device")) {
            return "the disk is full; make room and start again";
        }
        return output.lines()
                .filter(line -> line.contains("error:") || line.contains("FATAL:") || line.contains("PANIC:"))
                .findFirst()
                .orElse(output.lines().reduce("no reason given", (_, last) -> last))
                .replaceFirst("^.*?(error|FATAL|PANIC):\\s*", "");
    }

    /**
     * Stops a server whose ChatSphere was killed, and forgets a process id that belongs to a stranger by now: PostgreSQL
     * itself would refuse to start for either.
     */
    private void endLeftovers() throws IOException {
        if (server().isPresent()) {
            log.info("The database of a killed ChatSphere still runs; it is stopped and started again");
            if (!stopServer("fast", 10) && !stopServer("immediate", 20) && server().isPresent()) {
                throw new IOException(
                        "the server of a killed ChatSphere (process %d) does not stop; end it and start again"
                                .formatted(server().get().pid()));
            }
        }
        endProcesses();
        if (recordedProcess().isPresent()) {
            Files.deleteIfExists(folder.resolve("postmaster.pid"));
        }
    }

    private Optional<ProcessHandle> recordedProcess() throws IOException {
        try (var lines = Files.lines(folder.resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .filter(line -> line.matches("\\d{1,9}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                    .filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException neverStarted) {
            return Optional.empty();
        }
    }

    /** The server's helpers outlive it for a moment when it is killed; a new server must not meet them. */
    private void endProcesses() throws IOException {
        if (!Files.isDirectory(folder) || !Files.isDirectory(WORKING_FOLDER)) {
            return;
        }
        var processes = ProcessHandle.allProcesses()
                .filter(process -> !process.equals(ProcessHandle.current()))
                .filter(this::belongsHere)
                .toList();
        for (var process : processes) {
            process.destroyForcibly();
            try {
                process.onExit().get(10, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException stuck) {
                throw new FileSystemException(
                        folder.toString(), null, "process %d does not end".formatted(process.pid()));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", interrupted);
            }
        }
    }

    /** PostgreSQL's processes work in their data folder, and their program is called postgres. */
    private boolean belongsHere(ProcessHandle process) {
        var program = process.info().command().map(Path::of).map(Path::getFileName);
        if (program.filter(name -> name.toString().matches("postgres( \\(deleted\\))?|initdb"))
                .isEmpty()) {
            return false;
        }
        try {
            return !Files.isDirectory(WORKING_FOLDER)
                    || Files.isSameFile(Path.of("/proc/%d/cwd".formatted(process.pid())), folder);
        } catch (IOException goneOrStranger) {
            return false;
        }
    }
}
