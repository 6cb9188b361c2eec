package com.chatsphere.media.preview;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A program that looks into files until it is killed: it prints the ids of its processes, one idle, one at work. */
final class ShortLivedParent {
    private ShortLivedParent() {}

    public static void main(String[] arguments) throws Exception {
        var hour = Duration.ofHours(1);
        var limits = new ChildLimits(hour, hour, 2, 10, hour, 100, hour);
        var picture = Path.of(arguments[1]);
        var slow = Path.of(arguments[2]);
        try (var previews = new ChildPreviews(Path.of(arguments[0]), 512, 512, limits, ChildCode.ofThisProgram())) {
            var first = CompletableFuture.runAsync(() -> previews.look(slow, "application/pdf"));
            while (previews.pids().isEmpty()) {
                Thread.onSpinWait();
            }
            previews.look(picture, "image/jpeg");
            System.out.println(previews.pids().stream().map(Object::toString).collect(Collectors.joining(" ")));
            first.join();
            while (true) {
                previews.look(slow, "application/pdf");
            }
        }
    }
}
