package com.chatsphere.web.upload;

import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.media.MediaAddresses.Signed;
import com.chatsphere.domain.message.FileId;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How scripts call the files they brought. */
public final class UploadAddresses {
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern PATH = Pattern.compile("/media/(" + ID.pattern() + ")/original(?:\\?[^#]*)?");

    private final @Nullable String base;

    /** Only what is set counts as the address of this installation: what a request says of it, anybody can make it say. */
    public UploadAddresses(@Nullable URI base) {
        this.base = base == null ? null : base.toString().replaceAll("/+$", "");
    }

    /** Which file of ours is meant by an id, by any of the addresses of an upload, or by neither. */
    public Optional<FileId> fileAt(String address) {
        if (ID.matcher(address).matches()) {
            return Optional.of(FileId.of(address));
        }
        Matcher path =
                PATH.matcher(base != null && address.startsWith(base) ? address.substring(base.length()) : address);
        return path.matches() ? Optional.of(FileId.of(path.group(1))) : Optional.empty();
    }

    /** The address without a signature, which names the file for as long as it is here. */
    static String path(FileId file) {
        return "/media/%s/%s".formatted(file, MediaAddresses.Variant.ORIGINAL.word());
    }

    /** The whole address; null where it is not set under which this installation is reached. */
    @Nullable
    String publicAddress(Signed signed) {
        return base == null ? null : base + signed.path();
    }
}
