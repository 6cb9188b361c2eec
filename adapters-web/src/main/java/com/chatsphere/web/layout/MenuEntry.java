package com.chatsphere.web.layout;

/**
 * A further place that the user menu leads to; whoever has one to offer registers it as a bean.
 *
 * @param icon the name of one of the icons in {@code layout/icons.jte}
 */
public record MenuEntry(String label, String address, String icon) {}
