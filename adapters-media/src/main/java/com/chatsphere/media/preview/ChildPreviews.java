package com.chatsphere.media.preview;

import com.chatsphere.application.media.Previews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into files by a few processes that are started when they are needed, used again and again, and killed when a file
 * takes too much of them. A file that kills its process costs only its own picture.
 */
public final class ChildPreviews implements Previews, AutoCloseable {
    /** The trouble of a {@link Look} that was not tried because too many wait; the same file may be brought again. */
    private static final String BUSY = "as many as may wait do so already";

    private static final Logger log = LoggerFactory.getLogger(ChildPreviews.class);

    private final Path folder;
    private final int maxWidth;
    private final int maxHeight;
    private final ChildLimits limits;
    private final ChildCode code;
    private final List<String> prefix;
    private final AtomicInteger inside = new AtomicInteger();
    private final Semaphore places;
    private final Deque<PreviewChild> idle = new ArrayDeque<>();
    private final Set<PreviewChild> busy = new HashSet<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("previews-watch").factory());
    private boolean closed;

    /**
     * Looks into files by processes that keep their own files below {@code folder}, which belongs to this object alone.
     *
     * @param maxWidth of small pictures, in pixels
     * @param maxHeight of small pictures, in pixels
     * @throws java.io.UncheckedIOException when the folder cannot be used
     */
    public ChildPreviews(Path folder, int maxWidth, int maxHeight) {
        this(folder, maxWidth, maxHeight, ChildLimits.USUAL, ChildCode.ofThisProgram());
    }

    ChildPreviews(Path folder, int maxWidth, int maxHeight, ChildLimits limits, ChildCode code) {
        this.folder = ChildFolders.clean(folder);
        this.maxWidth = maxWidth;
        this.maxHeight = maxHeight;
        this.limits = limits;
        this.code = code;
        this.prefix = Isolation.strongest();
        this.places = new Semaphore(limits.together(), true);
        if (!Isolation.keepsOffTheNetwork(prefix)) {
            log.info("Files are looked into by a process that could use the network: unshare does not work here");
        }
        watch.scheduleWithFixedDelay(
                this::endIdle, limits.idle().toMillis(), limits.idle().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Look look(Path file, String mimeType) {
        if (FileKind.of(mimeType).isEmpty()) {
            return Look.NOTHING;
        }
        if (!Files.isRegularFile(file)) {
            return Look.nothing("there is no file " + file);
        }
        try {
            return ask(new Question.Look(file, mimeType, maxWidth, maxHeight)).look();
        } catch (IOException failure) {
            throw new Unavailable(String.valueOf(failure.getMessage()), failure);
        }
    }

    @Override
    public Optional<Prepared> prepare(Path picture, String mimeType) throws IOException {
        if (FileKind.of(mimeType).filter(FileKind.PICTURE::equals).isEmpty() || !Files.isRegularFile(picture)) {
            return Optional.empty();
        }
        var into = Files.createTempFile(folder, ChildFolders.PREPARED, null);
        Optional<Prepared> prepared = Optional.empty();
        try {
            prepared = prepared(ask(new Question.Prepare(picture, mimeType, into)), into);
            return prepared;
        } finally {
            if (prepared.isEmpty()) {
                Files.deleteIfExists(into);
            }
        }
    }

    private static Optional<Prepared> prepared(Answer answer, Path file) throws IOException {
        if (!answer.isPrepared()) {
            log.debug("A picture could not be made ready: {}", answer.trouble());
            return Optional.empty();
        }
        var written = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!written.isRegularFile() || written.size() > Preparation.MOST_BYTES) {
            return Optional.empty();
        }
        return PictureFormat.of(file).filter(Answer::isMadeHere).map(format -> new Prepared(file, format.mimeType()));
    }

    private Answer ask(Question question) throws IOException {
        if (inside.incrementAndGet() > limits.together() + limits.waiting()) {
            inside.decrementAndGet();
            throw new Unavailable(BUSY, null);
        }
        try {
            if (!places.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable(BUSY, null);
            }
            try {
                return askOne(question);
            } finally {
                places.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for its turn", stopped);
        } catch (RejectedExecutionException late) {
            throw closing();
        } finally {
            inside.decrementAndGet();
        }
    }

    private Answer askOne(Question question) throws IOException {
        var child = idleOrNew();
        Answer answer = null;
        try {
            answer = child.ask(question, limits);
            if (!answer.isWhole()) {
                synchronized (this) {
                    requireOpen();
                }
            }
            return answer;
        } finally {
            takeBack(child, answer);
        }
    }

    private PreviewChild idleOrNew() throws IOException {
        while (true) {
            PreviewChild child;
            synchronized (this) {
                requireOpen();
                child = idle.poll();
                if (child != null) {
                    busy.add(child);
                }
            }
            if (child == null) {
                break;
            }
            if (child.isAlive()) {
                return child;
            }
            takeBack(child, null);
        }
        var child = PreviewChild.start(folder, prefix, code, watch);
        synchronized (this) {
            if (!closed) {
                busy.add(child);
                return child;
            }
        }
        child.close();
        throw closing();
    }

    private void takeBack(PreviewChild child, @Nullable Answer answer) {
        synchronized (this) {
            busy.remove(child);
            if (!closed && answer != null && answer.isWhole() && child.files() < limits.files()) {
                idle.push(child);
                return;
            }
        }
        child.close();
    }

    private void endIdle() {
        List<PreviewChild> tooLong;
        synchronized (this) {
            tooLong = idle.stream()
                    .filter(child -> child.idle().compareTo(limits.idle()) > 0)
                    .toList();
            idle.removeAll(tooLong);
        }
        tooLong.forEach(PreviewChild::close);
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw closing();
        }
    }

    private static IOException closing() {
        return new IOException("this process is being stopped");
    }

    /** How many wait or are served now. */
    int callers() {
        return inside.get();
    }

    /** The processes that run now. */
    synchronized List<Long> pids() {
        return Stream.concat(idle.stream(), busy.stream())
                .map(PreviewChild::pid)
                .toList();
    }

    /** Ends all processes; whoever waits for one is answered without a picture. */
    @Override
    public void close() {
        List<PreviewChild> waiting;
        List<PreviewChild> working;
        synchronized (this) {
            closed = true;
            waiting = List.copyOf(idle);
            working = List.copyOf(busy);
            idle.clear();
        }
        working.forEach(child -> child.kill("this process is being stopped"));
        waiting.forEach(PreviewChild::close);
        watch.shutdown();
    }
}
