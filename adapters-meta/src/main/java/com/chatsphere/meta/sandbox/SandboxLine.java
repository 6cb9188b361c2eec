package com.chatsphere.meta.sandbox;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.meta.MetaJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** The business's number in the sandbox, with secrets of its own that are made once. */
public final class SandboxLine {
    private static final Logger log = LoggerFactory.getLogger(SandboxLine.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    static final PhoneNumberId NUMBER = new PhoneNumberId("100000000000001");
    static final String WABA = "100000000000000";
    static final String DIGITS = "15555550100";

    private SandboxLine() {}

    /** The number, for the list of connected ones; its secrets are kept in the sandbox's folder. */
    public static Instance in(Path folder) {
        Secrets secrets = secrets(folder.resolve("line.json"));
        return new Instance(
                NUMBER,
                "Sandbox",
                "+1 555 555 0100",
                WABA,
                new Secret(secrets.token),
                new Secret(secrets.appSecret),
                new Secret(secrets.verifyToken));
    }

    private static Secrets secrets(Path file) {
        try {
            if (Files.exists(file)) {
                return MetaJson.MAPPER.readValue(Files.readString(file), Secrets.class);
            }
        } catch (JacksonException | IllegalArgumentException broken) {
            log.warn("The sandbox's secrets in {} cannot be read; new ones are made", file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Secrets made = new Secrets(random(), random(), random());
        SafeFile.write(file, MetaJson.MAPPER.writeValueAsString(made));
        return made;
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private record Secrets(String token, String appSecret, String verifyToken) {
        Secrets {
            if (token.isEmpty() || appSecret.isEmpty() || verifyToken.isEmpty()) {
                throw new IllegalArgumentException("a secret is not empty");
            }
        }

        @Override
        public String toString() {
            return "Secrets[…]";
        }
    }
}
