package com.chatsphere.blackbox;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One running application for all tests of a class, with a stand-in for Meta and a script that has logged in. */
final class Installation implements BeforeAllCallback, AfterAllCallback {
    private @Nullable StandInMeta meta;
    private @Nullable RunningApplication application;
    private @Nullable WebhookCannon cannon;
    private @Nullable Script script;

    @Override
    public void beforeAll(ExtensionContext tests) {
        StandInMeta standIn = new StandInMeta();
        meta = standIn;
        RunningApplication running = RunningApplication.withMeta(standIn.address());
        application = running;
        cannon = WebhookCannon.at(running);
        script = Script.loggedIn(running);
    }

    @Override
    public void afterAll(ExtensionContext tests) throws Exception {
        for (@Nullable AutoCloseable part : new @Nullable AutoCloseable[] {script, cannon, application, meta}) {
            if (part != null) {
                part.close();
            }
        }
    }

    StandInMeta meta() {
        return Objects.requireNonNull(meta);
    }

    RunningApplication application() {
        return Objects.requireNonNull(application);
    }

    WebhookCannon cannon() {
        return Objects.requireNonNull(cannon);
    }

    Script script() {
        return Objects.requireNonNull(script);
    }

    /** Delivers, and expects to be thanked. */
    void deliver(byte[] body) {
        int answer = cannon().fire(body);
        if (answer != 200) {
            throw new AssertionError("The delivery was answered " + answer);
        }
    }

    /** The id of the conversation that this customer opens with a text. */
    String conversationWith(String phone) {
        deliver(Deliveries.text("wamid.opens-" + phone, phone, "hello"));
        return script().conversationWith(phone).path("id").asString();
    }
}
