package com.chatsphere;

import com.chatsphere.application.media.FileTypes;
import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.Previews;
import com.chatsphere.application.media.VoiceNotes;
import com.chatsphere.media.HmacMediaAddresses;
import com.chatsphere.media.TikaFileTypes;
import com.chatsphere.media.preview.ChildPreviews;
import com.chatsphere.media.store.FilesystemMediaStore;
import com.chatsphere.media.store.S3Bucket;
import com.chatsphere.media.store.S3MediaStore;
import com.chatsphere.media.voice.OggVoiceNotes;
import com.chatsphere.settings.Settings;
import com.chatsphere.settings.StartRefused;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the files of messages are kept, what they are, and who may fetch them. */
@Configuration(proxyBeanMethods = false)
class MediaConfiguration {
    /** A bucket is not asked anything at the start: while it cannot be reached, texts still come and go. */
    @Bean
    MediaStore mediaStore(Settings settings, Clock clock) {
        Settings.Media media = settings.media();
        Settings.S3 s3 = media.s3();
        try {
            return s3 == null
                    ? new FilesystemMediaStore(media.storageRoot(), clock)
                    : new S3MediaStore(bucket(s3), media.storageRoot(), clock);
        } catch (MediaStore.StoreFailed unusable) {
            throw new StartRefused(
                    "MEDIA_STORAGE_ROOT: %s; make it writable for the user ChatSphere runs as, or name another folder"
                            .formatted(unusable.getMessage()));
        }
    }

    @Bean
    FileTypes fileTypes() {
        return new TikaFileTypes();
    }

    @Bean
    MediaAddresses mediaAddresses(Settings settings, Clock clock) {
        return new HmacMediaAddresses(
                settings.filesSigningSecret(), settings.media().signedUrlLifetime(), clock);
    }

    @Bean
    Previews previews(Settings settings) {
        Settings.Media media = settings.media();
        return new ChildPreviews(
                settings.dataFolder().path().resolve("previews"),
                media.thumbnailMaxWidth(),
                media.thumbnailMaxHeight());
    }

    @Bean
    VoiceNotes voiceNotes() {
        return new OggVoiceNotes();
    }

    private static S3Bucket bucket(Settings.S3 s3) {
        return new S3Bucket(s3.endpoint(), s3.region(), s3.bucket(), s3.pathStyle(), s3.accessKey(), s3.secretKey());
    }
}
