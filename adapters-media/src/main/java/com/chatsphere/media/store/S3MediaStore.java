package com.chatsphere.media.store;

import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.StoreKey;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Keeps files in a bucket of anything that speaks S3.
 *
 * <p>A file is written to a folder of this machine first, and sent from there: then its length and digest are known before the first byte
 * goes out, one that breaks off or is too long never reaches the bucket, no unfinished upload has to be cleared away there, and what
 * fails can be sent again. Parts of an upload would spare the folder, but have to be 5 MB of memory each, and leave all that behind.
 */
public final class S3MediaStore implements MediaStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(S3MediaStore.class);
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Bucket place;
    private final S3Client s3;
    private final Arrivals arrivals;
    private final Keys keys = new Keys();

    /**
     * Asks the bucket nothing yet.
     *
     * @param folder of this machine, where files stay on their way
     * @throws StoreFailed when {@code folder} cannot be written to
     */
    public S3MediaStore(S3Bucket place, Path folder, Clock clock) throws StoreFailed {
        this.place = place;
        this.arrivals =
                Arrivals.in(folder.toAbsolutePath().normalize().resolve(".arriving"), Disk.REAL, clock.instant());
        this.s3 = client(place);
    }

    @Override
    public Kept put(InputStream content, long most) throws IOException {
        var arrived = arrivals.take(content, most);
        var key = keys.next();
        try {
            send(key, arrived);
        } finally {
            Arrivals.discard(arrived.file());
        }
        return new Kept(key, arrived.size(), HexFormat.of().formatHex(arrived.sha256()));
    }

    @Override
    public InputStream read(StoreKey key, long from, long length) throws IOException {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException("a file has no bytes before its first");
        }
        var name = nameOf(key);
        try {
            var last = length > Long.MAX_VALUE - from ? "" : String.valueOf(from + Math.max(length, 1) - 1);
            var range = "bytes=%d-%s".formatted(from, last);
            var bytes = s3.getObject(
                    request -> request.bucket(place.bucket()).key(name).range(range));
            return new Portion(new Answer(bytes), length);
        } catch (S3Exception refused) {
            if (refused.statusCode() == RANGE_NOT_SATISFIABLE) {
                return InputStream.nullInputStream();
            }
            throw translated(key, refused);
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    @Override
    public <T> T locally(StoreKey key, Reading<T> reading) throws IOException {
        Path copy;
        try (var bytes = read(key, 0, Long.MAX_VALUE)) {
            copy = arrivals.take(bytes, Long.MAX_VALUE).file();
        }
        try {
            return reading.read(copy);
        } finally {
            Arrivals.discard(copy);
        }
    }

    @Override
    public void remove(StoreKey key) throws IOException {
        if (!Keys.isOne(key)) {
            return;
        }
        try {
            s3.deleteObject(request -> request.bucket(place.bucket()).key(key.value()));
        } catch (S3Exception refused) {
            if (!"NoSuchKey".equals(codeOf(refused))) {
                throw failed(refused);
            }
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void close() {
        s3.close();
    }

    private void send(StoreKey key, Arrivals.Arrived arrived) throws StoreFailed {
        try {
            s3.putObject(
                    request -> request.bucket(place.bucket())
                            .key(key.value())
                            .contentLength(arrived.size())
                            .contentMD5(Base64.getEncoder().encodeToString(arrived.md5())),
                    RequestBody.fromFile(arrived.file()));
        } catch (SdkException failure) {
            takeBack(key);
            throw failed(failure);
        }
    }

    /** An answer that was lost does not say whether the file is there. */
    private void takeBack(StoreKey key) {
        try {
            remove(key);
        } catch (IOException failure) {
            log.warn("the file {} may be left over in the bucket {}: {}", key, place.bucket(), failure.getMessage());
        }
    }

    private static String nameOf(StoreKey key) throws NoSuchFileException {
        if (!Keys.isOne(key)) {
            throw new NoSuchFileException(key.value());
        }
        return key.value();
    }

    private IOException translated(StoreKey key, S3Exception refused) {
        return refused.statusCode() == NOT_FOUND && !"NoSuchBucket".equals(codeOf(refused))
                ? new NoSuchFileException(key.value())
                : failed(refused);
    }

    private StoreFailed failed(SdkException failure) {
        var reason = failure instanceof S3Exception refused
                ? "HTTP %d %s".formatted(refused.statusCode(), codeOf(refused))
                : String.valueOf(failure.getMessage());
        return new StoreFailed(
                "the bucket %s at %s does not answer as it should (%s)"
                        .formatted(place.bucket(), place.endpoint(), reason),
                failure);
    }

    private static String codeOf(S3Exception refused) {
        var details = refused.awsErrorDetails();
        return details == null ? "" : String.valueOf(details.errorCode());
    }

    /** Knows only what it is told: nothing of files and variables that other programs of this machine use to reach AWS. */
    private static S3Client client(S3Bucket place) {
        var credentials = AwsBasicCredentials.create(
                place.accessKey().reveal(), place.secretKey().reveal());
        return S3Client.builder()
                .endpointOverride(place.endpoint())
                .region(Region.of(place.region()))
                .forcePathStyle(place.pathStyle())
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                // What every make of S3 understands: the digest in a header, the bytes as they are.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .overrideConfiguration(
                        how -> how.defaultProfileFile(ProfileFile.aggregator().build()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(TO_CONNECT)
                        .socketTimeout(TO_ANSWER))
                .build();
    }

    /** The bytes of an answer; closed before its end, it is broken off rather than read for nothing. */
    private static final class Answer extends FilterInputStream {
        private final ResponseInputStream<GetObjectResponse> bytes;
        private boolean ended;

        Answer(ResponseInputStream<GetObjectResponse> bytes) {
            super(bytes);
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                var count = super.read(into, offset, length);
                ended |= count < 0;
                return count;
            } catch (SdkException failure) {
                throw new IOException("the file broke off", failure);
            }
        }

        @Override
        public void close() throws IOException {
            if (!ended) {
                bytes.abort();
            }
            super.close();
        }
    }
}
