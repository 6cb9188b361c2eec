package com.chatsphere.media.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.chatsphere.application.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real S3 server, <a href="https://github.com/gaul/s3proxy">S3Proxy</a>, that keeps everything in memory; one for all tests.
 *
 * <p>Maven puts it into {@code target/s3-server}.
 */
final class RunningS3 {
    static final String ACCESS_KEY = "tests";
    static final String SECRET_KEY = "keep-this-out-of-every-log";

    private static final Pattern LISTENING = Pattern.compile("Started ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");
    private static final RunningS3 SHARED = start();

    private final URI endpoint;

    private RunningS3(URI endpoint) {
        this.endpoint = endpoint;
    }

    static RunningS3 shared() {
        return SHARED;
    }

    S3Bucket bucket(String name) {
        return new S3Bucket(endpoint, "us-east-1", name, true, new Secret(ACCESS_KEY), new Secret(SECRET_KEY));
    }

    void make(String bucket) {
        try (var client = client()) {
            client.createBucket(request -> request.bucket(bucket));
        }
    }

    List<String> objects(String bucket) {
        try (var client = client()) {
            return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                    .map(S3Object::key)
                    .toList();
        }
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static RunningS3 start() {
        try {
            var settings = Files.createTempFile("s3-server", ".properties");
            Files.writeString(settings, """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=transient-nio2
                jclouds.identity=none
                jclouds.credential=none
                """.formatted(ACCESS_KEY, SECRET_KEY));
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx768m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            Path.of("target", "s3-server", "s3proxy.jar").toString(),
                            "--properties",
                            settings.toString())
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            var server = new RunningS3(URI.create("http://127.0.0.1:" + portOf(process)));
            Files.delete(settings);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int portOf(Process process) throws IOException {
        var said = new ArrayList<String>();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            var listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread.ofPlatform().daemon().start(() -> output.lines().forEach(_ -> {}));
                return Integer.parseInt(listening.group(1));
            }
        }
        throw new IllegalStateException("the S3 server did not start: " + String.join("\n", said));
    }
}
