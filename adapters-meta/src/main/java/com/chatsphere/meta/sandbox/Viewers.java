package com.chatsphere.meta.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Which chats are on the screens of open phone pages right now. */
final class Viewers {
    private static final int MOST = 100;

    private final LongSupplier nanoTime;
    private final Map<String, View> views = new LinkedHashMap<>();

    Viewers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A page shows this customer's phone, and says so again before {@code until} is over. */
    synchronized void shows(String page, String customerId, boolean seen, Duration until) {
        forgetTheGone();
        views.remove(page);
        if (views.size() < MOST) {
            views.put(page, new View(customerId, seen, nanoTime.getAsLong() + until.toNanos()));
        }
    }

    synchronized void closed(String page) {
        views.remove(page);
    }

    synchronized boolean isSeen(String customerId) {
        forgetTheGone();
        return views.values().stream().anyMatch(view -> view.seen && view.customerId.equals(customerId));
    }

    synchronized boolean isNobodyThere() {
        forgetTheGone();
        return views.isEmpty();
    }

    private void forgetTheGone() {
        long now = nanoTime.getAsLong();
        views.values().removeIf(view -> view.until - now < 0);
    }

    private record View(String customerId, boolean seen, long until) {}
}
