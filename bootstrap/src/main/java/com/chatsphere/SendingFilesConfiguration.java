package com.chatsphere;

import com.chatsphere.application.Commands;
import com.chatsphere.application.media.FileTypes;
import com.chatsphere.application.media.Handovers;
import com.chatsphere.application.media.MediaHandover;
import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.MetaMedia;
import com.chatsphere.application.media.Previews;
import com.chatsphere.application.media.Reception;
import com.chatsphere.application.media.Uploads;
import com.chatsphere.application.media.VoiceNotes;
import com.chatsphere.settings.Settings;
import com.chatsphere.web.upload.UploadAddresses;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Files on their way out: from the agent to here, and from here to Meta. */
@Configuration(proxyBeanMethods = false)
class SendingFilesConfiguration {
    private static final Logger log = LoggerFactory.getLogger(SendingFilesConfiguration.class);

    @Bean
    Reception reception(
            MediaStore store, FileTypes types, Previews previews, VoiceNotes voiceNotes, Uploads uploads, Clock clock) {
        return new Reception(store, types, previews, voiceNotes, uploads, clock);
    }

    /** Never what a request calls us: whoever sends it chooses that. */
    @Bean
    UploadAddresses uploadAddresses(Settings settings) {
        @Nullable URI media = settings.media().publicBaseUrl();
        return new UploadAddresses(media == null ? settings.publicBaseUrl() : media);
    }

    @Bean(destroyMethod = "")
    MediaHandover mediaHandover(Handovers handovers, MediaStore store, MetaMedia meta, Commands commands, Clock clock) {
        return new MediaHandover(handovers, store, meta, commands, clock);
    }

    @Bean
    Running handingOver(MediaHandover handover, Handovers handovers) {
        ScheduledExecutorService tidying = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("tidying-handovers").daemon().factory());
        return new Running(
                Running.AFTER_EVENTS,
                () -> {
                    handover.start();
                    tidying.scheduleWithFixedDelay(() -> forgetUnneeded(handovers), 3, 10, TimeUnit.MINUTES);
                },
                () -> {
                    tidying.shutdownNow();
                    handover.close();
                });
    }

    private static void forgetUnneeded(Handovers handovers) {
        try {
            handovers.forgetUnneeded();
        } catch (RuntimeException failure) {
            log.warn("could not tidy up what was handed to Meta, trying again later: {}", failure.toString());
        }
    }
}
