package com.chatsphere;

import com.chatsphere.application.Transactions;
import com.chatsphere.application.media.FileRemover;
import com.chatsphere.application.media.FileTypes;
import com.chatsphere.application.media.FileViewer;
import com.chatsphere.application.media.FilesToFetch;
import com.chatsphere.application.media.FilesToLookInto;
import com.chatsphere.application.media.FilesToRemove;
import com.chatsphere.application.media.MediaFetcher;
import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.MetaMedia;
import com.chatsphere.application.media.Previews;
import com.chatsphere.settings.Settings;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What fetches files, looks into them and removes them, all by itself. */
@Configuration(proxyBeanMethods = false)
class MediaFetchingConfiguration {
    @Bean(destroyMethod = "")
    MediaFetcher mediaFetcher(
            FilesToFetch files,
            MetaMedia meta,
            MediaStore store,
            FileTypes types,
            Transactions transactions,
            Settings settings) {
        Settings.Media media = settings.media();
        MediaFetcher.Limits limits = new MediaFetcher.Limits(
                media.maxOriginalBytes(), media.downloadMaxAttempts(), media.downloadRetryDelay());
        return new MediaFetcher(files, meta, store, types, transactions, limits);
    }

    @Bean(destroyMethod = "")
    FileViewer fileViewer(FilesToLookInto files, Previews previews, MediaStore store, Transactions transactions) {
        return new FileViewer(files, previews, store, transactions);
    }

    @Bean(destroyMethod = "")
    FileRemover fileRemover(FilesToRemove files, MediaStore store) {
        return new FileRemover(files, store);
    }

    @Bean
    Running fetchingFiles(MediaFetcher fetcher) {
        return new Running(Running.AFTER_EVENTS, fetcher::start, fetcher::close);
    }

    @Bean
    Running lookingIntoFiles(FileViewer viewer) {
        return new Running(Running.AFTER_EVENTS, viewer::start, viewer::close);
    }

    @Bean
    Running removingFiles(FileRemover remover) {
        ScheduledExecutorService tidying = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("unsent-files").daemon().factory());
        return new Running(
                Running.AFTER_EVENTS,
                () -> {
                    remover.start();
                    tidying.scheduleWithFixedDelay(remover::dropUnsent, 1, 10, TimeUnit.MINUTES);
                },
                () -> {
                    tidying.shutdownNow();
                    remover.close();
                });
    }
}
