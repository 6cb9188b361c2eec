package com.chatsphere.web.layout;

/**
 * The page for something that went wrong.
 *
 * @param code the HTTP status
 * @param headline in a few words what happened
 * @param explanation in a sentence what to do about it
 */
public record ErrorPage(Page page, int code, String headline, String explanation) {}
