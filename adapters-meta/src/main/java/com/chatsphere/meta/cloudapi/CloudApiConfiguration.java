package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.message.Faults;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sends by the Cloud API; where that is says the {@link GraphApi} of whoever wires the application. */
@Configuration(proxyBeanMethods = false)
class CloudApiConfiguration {
    @Bean
    CloudApiWhatsApp whatsApp(GraphApi graph, Instances instances, Faults faults) {
        return new CloudApiWhatsApp(graph, instances, faults, CloudApiWhatsApp.CONNECT, CloudApiWhatsApp.TOTAL);
    }

    @Bean
    CloudApiReadReceipts readReceipts(GraphApi graph, Instances instances) {
        return new CloudApiReadReceipts(graph, instances);
    }
}
