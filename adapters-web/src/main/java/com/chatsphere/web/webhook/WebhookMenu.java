package com.chatsphere.web.webhook;

import com.chatsphere.application.webhook.WebhookWatch;
import com.chatsphere.web.layout.Attention;
import com.chatsphere.web.layout.MenuEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Leads administrators to the page, and says when they should go there. */
@Configuration(proxyBeanMethods = false)
class WebhookMenu {
    static final String ADDRESS = "/admin/webhooks";

    @Bean
    MenuEntry webhooksEntry() {
        return new MenuEntry("Webhooks", ADDRESS, "webhook", true);
    }

    @Bean
    Attention webhooksAttention(WebhookWatch watch) {
        return new Attention() {
            @Override
            public String address() {
                return ADDRESS;
            }

            @Override
            public boolean isOn() {
                return !watch.alarms().isEmpty();
            }
        };
    }
}
