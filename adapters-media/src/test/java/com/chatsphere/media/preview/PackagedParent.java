package com.chatsphere.media.preview;

import java.nio.file.Path;

/** A program that looks into one picture and says what it saw, how, and how long that took. */
final class PackagedParent {
    private PackagedParent() {}

    public static void main(String[] arguments) {
        System.out.println(ChildCode.ofThisProgram().arguments());
        try (var previews = new ChildPreviews(Path.of(arguments[0]), 512, 512)) {
            for (int i = 0; i < 2; i++) {
                long began = System.nanoTime();
                System.out.println(previews.look(Path.of(arguments[1]), "image/jpeg"));
                System.out.println((System.nanoTime() - began) / 1_000_000 + " ms");
            }
        }
    }
}
