package com.chatsphere.blackbox;

/** How much of something a test takes: little for every build, and with {@code -Dchatsphere.nightly=true} all that is asked for. */
final class Size {
    private Size() {}

    /** The property itself, where it is given, goes before both. */
    static int of(String property, int usual, int nightly) {
        return Integer.getInteger(property, isNightly() ? nightly : usual);
    }

    static boolean isNightly() {
        return Boolean.getBoolean("chatsphere.nightly");
    }
}
