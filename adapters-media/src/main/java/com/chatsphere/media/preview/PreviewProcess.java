package com.chatsphere.media.preview;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The process that looks into files: it reads one request after the other from its standard input and writes what it sees to
 * its standard output. It ends when its input does, even in the middle of a file, so that it never outlives who started it.
 */
public final class PreviewProcess {
    private static final int PROTOCOL_BROKEN = 4;
    private static final int OUT_OF_ORDER = 5;

    private final DataOutputStream output;

    private PreviewProcess(DataOutputStream output) {
        this.output = output;
    }

    public static void main(String[] arguments) throws Exception {
        var output = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // Whatever a library prints is no part of an answer.
        System.setOut(System.err);
        BlockingQueue<Wire.Frame> requests = new ArrayBlockingQueue<>(1);
        Thread.ofPlatform().name("requests").daemon().start(() -> listen(requests));
        Readers.keepOnlyThoseOfKnownFormats();
        new PreviewProcess(output).serve(requests);
    }

    private static void listen(BlockingQueue<Wire.Frame> requests) {
        try (var input = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)))) {
            while (true) {
                requests.put(Wire.read(input, Wire.LONGEST));
            }
        } catch (IOException | InterruptedException gone) {
            Runtime.getRuntime().halt(0);
        }
    }

    private void serve(BlockingQueue<Wire.Frame> requests) throws InterruptedException {
        try {
            Wire.write(output, Wire.Kind.READY, new byte[0]);
            while (true) {
                answer(requests.take());
                Wire.write(output, Wire.Kind.DONE, new byte[0]);
            }
        } catch (IOException gone) {
            Runtime.getRuntime().halt(PROTOCOL_BROKEN);
        }
    }

    private void answer(Wire.Frame request) throws IOException {
        var sight = new Sight(output);
        var words = new DataInputStream(new ByteArrayInputStream(request.bytes()));
        var file = Path.of(words.readUTF());
        var mimeType = words.readUTF();
        try {
            switch (request.kind()) {
                case LOOK -> look(file, mimeType, words.readInt(), words.readInt(), sight);
                case PREPARE -> {
                    Preparation.prepare(file, mimeType, Path.of(words.readUTF()));
                    sight.prepared();
                }
                case READY, SIZE, SECONDS, PAGES, THUMBNAIL, PREPARED, TROUBLE, DONE ->
                    throw new IllegalArgumentException("no request: " + request.kind());
            }
        } catch (Sight.Broken broken) {
            throw broken;
        } catch (Exception | StackOverflowError unreadable) {
            sight.trouble(unreadable);
        } catch (Throwable failure) {
            // An Error leaves libraries in an unknown state: a new process goes on.
            failure.printStackTrace();
            Runtime.getRuntime().halt(OUT_OF_ORDER);
        }
    }

    private static void look(Path file, String mimeType, int maxWidth, int maxHeight, Sight sight) throws Exception {
        switch (FileKind.of(mimeType).orElseThrow(() -> new Unreadable("nothing is looked for in " + mimeType))) {
            case PICTURE -> Pictures.look(file, mimeType, maxWidth, maxHeight, sight);
            case DOCUMENT -> Documents.look(file, maxWidth, maxHeight, sight);
            case FILM -> Recordings.lookAtMp4(file, sight);
            case QUICKTIME_FILM -> Recordings.lookAtQuickTime(file, sight);
            case OGG_SOUND -> Recordings.lookAtOgg(file, sight);
            case MP3_SOUND -> Recordings.lookAtMp3(file, sight);
        }
    }
}
