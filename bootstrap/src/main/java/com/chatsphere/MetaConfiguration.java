package com.chatsphere;

import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.meta.cloudapi.GraphApi;
import com.chatsphere.meta.sandbox.SandboxLine;
import com.chatsphere.meta.sandbox.SandboxSettings;
import com.chatsphere.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meta as it is, or where none of its numbers is declared, the sandbox in its place. */
@Configuration(proxyBeanMethods = false)
class MetaConfiguration {
    @Bean
    SandboxSettings sandboxSettings(Settings settings, ListeningAddress address) {
        return new SandboxSettings(settings.dataFolder().path().resolve("sandbox"), !settings.withoutMeta(), address);
    }

    @Bean
    Instances instances(Settings settings, SandboxSettings sandbox) {
        List<Instance> numbers =
                settings.withoutMeta() ? List.of(SandboxLine.in(sandbox.folder())) : settings.instances();
        return () -> numbers;
    }

    @Bean
    GraphApi graphApi(Settings settings, SandboxSettings sandbox) {
        URI graph = settings.graph().baseUrl();
        Supplier<URI> base = settings.withoutMeta() ? sandbox::graphAddress : () -> graph;
        return new GraphApi(base, settings.graph().version());
    }
}
