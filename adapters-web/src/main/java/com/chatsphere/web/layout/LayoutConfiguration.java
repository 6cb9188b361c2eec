package com.chatsphere.web.layout;

import com.chatsphere.web.templates.StaticTemplates;
import com.chatsphere.web.templates.Templates;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** Sets up the templates and the files that pages load. */
@Configuration(proxyBeanMethods = false)
class LayoutConfiguration {
    private static final Duration FOR_A_YEAR = Duration.ofDays(365);

    @Bean
    Templates templates() {
        return new StaticTemplates();
    }

    @Bean
    Assets assets() {
        return new Assets();
    }

    @Bean
    WebMvcConfigurer assetsAddresses(Assets assets) {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/assets/**")
                        .addResourceLocations(Assets.LOCATION)
                        .setCacheControl(
                                CacheControl.maxAge(FOR_A_YEAR).cachePublic().immutable())
                        .resourceChain(true)
                        .addResolver(new VersionResourceResolver().addFixedVersionStrategy(assets.version(), "/**"));
            }
        };
    }
}
