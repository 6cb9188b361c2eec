package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.message.Faults;
import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.application.template.TemplateSyncs;
import java.net.InetAddress;
import java.time.Clock;
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

    @Bean
    CloudApiMedia metaMedia(GraphApi graph, Instances instances) {
        MetaHosts hosts = new MetaHosts(graph.base(), InetAddress::getAllByName);
        return new CloudApiMedia(graph, hosts, instances, CloudApiMedia.Patience.ORDINARY);
    }

    @Bean
    GraphTemplates metaTemplates(
            GraphApi graph, Instances instances, TemplateSyncs syncs, TemplateNotation notation, Clock clock) {
        return new GraphTemplates(graph, instances, syncs, notation, clock, GraphTemplates.TOTAL);
    }
}
