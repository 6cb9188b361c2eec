package com.chatsphere.web.login;

/** Where to go after login: a path on this installation, never another site. */
final class LocalPath {
    private static final int LONGEST = 2_000;

    private LocalPath() {}

    /** The path itself if it surely stays here, else the inbox. */
    static String orHome(String path) {
        boolean local = path.length() <= LONGEST
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && !path.startsWith("/login")
                && !path.startsWith("/logout");
        return local ? path : "/";
    }
}
