package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.instance.Instances;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sends by the Cloud API; where that is says the {@link GraphApi} of whoever wires the application. */
@Configuration(proxyBeanMethods = false)
class CloudApiConfiguration {
    @Bean
    CloudApiWhatsApp whatsApp(GraphApi graph, Instances instances) {
        return new CloudApiWhatsApp(graph, instances, CloudApiWhatsApp.CONNECT, CloudApiWhatsApp.TOTAL);
    }
}
