package com.chatsphere.media.store;

import com.chatsphere.application.Secret;
import java.net.URI;

/**
 * A place for files that speaks S3.
 *
 * @param endpoint for example {@code https://s3.eu-central-1.amazonaws.com}
 * @param region as the place calls it; those that know none take {@code us-east-1}
 * @param pathStyle whether the bucket stands in the path of addresses, instead of in the name of the host
 */
public record S3Bucket(
        URI endpoint, String region, String bucket, boolean pathStyle, Secret accessKey, Secret secretKey) {}
