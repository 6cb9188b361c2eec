package com.chatsphere.meta.cloudapi;

import com.chatsphere.domain.instance.PhoneNumberId;
import java.net.URI;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Where Meta's Graph API is.
 *
 * @param base asked for at every call: a stand-in on this machine has no address before it has started
 * @param version for example {@code v26.0}
 */
public record GraphApi(Supplier<URI> base, String version) {
    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}\\.[0-9]{1,3}");

    public GraphApi {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("a version of the Graph API looks like v26.0");
        }
    }

    public GraphApi(URI base, String version) {
        this(() -> base, version);
    }

    URI messagesOf(PhoneNumberId number) {
        return at("/" + number + "/messages");
    }

    /** The address of something in this version; {@code path} begins with a slash. */
    URI at(String path) {
        String address = base.get().toString();
        String slash = address.endsWith("/") ? "" : "/";
        return URI.create(address + slash + version + path);
    }
}
