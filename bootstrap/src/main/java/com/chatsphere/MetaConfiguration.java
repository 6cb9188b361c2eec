package com.chatsphere;

import com.chatsphere.application.instance.Instances;
import com.chatsphere.meta.cloudapi.GraphApi;
import com.chatsphere.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meta as it is, or where no number of Meta's is declared, the sandbox in its place. */
@Configuration(proxyBeanMethods = false)
class MetaConfiguration {
    @Bean
    Instances instances(Settings settings) {
        return settings::instances;
    }

    @Bean
    GraphApi graphApi(Settings settings) {
        return new GraphApi(settings.graph().baseUrl(), settings.graph().version());
    }
}
