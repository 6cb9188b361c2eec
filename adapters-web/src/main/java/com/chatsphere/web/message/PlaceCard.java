package com.chatsphere.web.message;

import com.chatsphere.domain.message.MessageContent.Location;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place, drawn without asking anybody for a map.
 *
 * @param coordinates for people, for example {@code 52.52000° N, 13.40500° E}
 * @param map the address of a map with a pin in it
 * @param page the place's own page, if it has one on the web
 */
public record PlaceCard(
        @Nullable String name,
        @Nullable String address,
        String coordinates,
        String map,
        @Nullable String page) {
    private static final int CLOSE = 16;

    public static PlaceCard of(Location location) {
        String name = ShownText.label(location.name(), "");
        String address = ShownText.label(location.address(), "");
        String latitude = String.format(Locale.ROOT, "%.6f", location.latitude());
        String longitude = String.format(Locale.ROOT, "%.6f", location.longitude());
        return new PlaceCard(
                name.isEmpty() ? null : name,
                address.isEmpty() ? null : address,
                degrees(location.latitude(), "N", "S") + ", " + degrees(location.longitude(), "E", "W"),
                "https://www.openstreetmap.org/?mlat=%s&mlon=%s#map=%d/%s/%s"
                        .formatted(latitude, longitude, CLOSE, latitude, longitude),
                location.url() == null ? null : WebAddress.of(location.url().value()));
    }

    private static String degrees(double value, String positive, String negative) {
        return String.format(Locale.ROOT, "%.5f° %s", Math.abs(value), value < 0 ? negative : positive);
    }
}
