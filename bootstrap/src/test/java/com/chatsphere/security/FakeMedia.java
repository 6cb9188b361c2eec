package com.chatsphere.security;

import com.chatsphere.application.Secret;
import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.media.MediaFiles;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.domain.message.FileId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What is handed out of files in memory, and addresses of them that hold for ten minutes. */
final class FakeMedia implements MediaFiles, MediaAddresses {
    private static final Duration LIFE = Duration.ofMinutes(10);

    final Map<String, Served> served = new ConcurrentHashMap<>();
    final List<FileId> triedAgain = new CopyOnWriteArrayList<>();
    private final FakeFiles files;

    FakeMedia(FakeFiles files) {
        this.files = files;
    }

    /** Keeps a file that is what it says it is. */
    FileId add(String mimeType, @Nullable String filename, byte[] content) {
        FileId id = new FileId(UUID.randomUUID());
        add(id, Variant.ORIGINAL, mimeType, filename, content);
        return id;
    }

    void add(FileId id, Variant variant, String mimeType, @Nullable String filename, byte[] content) {
        StoreKey key = new StoreKey("a" + id.value().toString().replace("-", "") + "/" + variant.word());
        files.kept.put(key, content);
        served.put(
                id + "/" + variant,
                new Served(key, content.length, mimeType, filename, sha256(content), FakeInbox.NOON));
    }

    /** An address for whoever logged in with this token. */
    String address(FileId file, String token) {
        return sign(file, Variant.ORIGINAL, new Secret(token)).path();
    }

    String address(FileId file, Variant variant, String token, Instant expires) {
        return "/media/%s/%s?expires=%d&signature=%s"
                .formatted(
                        file,
                        variant.word(),
                        expires.getEpochSecond(),
                        signature(file, variant, String.valueOf(expires.getEpochSecond()), new Secret(token)));
    }

    @Override
    public Signed sign(FileId file, Variant variant, Secret login) {
        Instant expires = Instant.ofEpochSecond(Instant.now().plus(LIFE).getEpochSecond());
        return new Signed(address(file, variant, login.reveal(), expires), expires);
    }

    @Override
    public Verdict check(FileId file, Variant variant, String expires, String signature, Secret login) {
        if (!signature(file, variant, expires, login).equals(signature)) {
            return Verdict.FORGED;
        }
        return Instant.ofEpochSecond(Long.parseLong(expires)).isBefore(Instant.now()) ? Verdict.EXPIRED : Verdict.HOLDS;
    }

    private static String signature(FileId file, Variant variant, String expires, Secret login) {
        return sha256(
                (file + "\n" + variant + "\n" + expires + "\n" + login.reveal()).getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public Optional<Served> served(FileId file, Variant variant) {
        return Optional.ofNullable(served.get(file + "/" + variant));
    }

    @Override
    public boolean tryAgain(FileId file) {
        return triedAgain.add(file);
    }
}
