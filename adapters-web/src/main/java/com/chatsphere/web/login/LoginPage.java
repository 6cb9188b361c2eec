package com.chatsphere.web.login;

import com.chatsphere.web.layout.Page;
import org.jspecify.annotations.Nullable;

/**
 * The page to log in on.
 *
 * @param username what was typed before, to be corrected
 * @param error why the last try failed
 * @param next where to go afterwards, a path of ours
 */
public record LoginPage(
        Page page, @Nullable String username, @Nullable String error, String next) {}
