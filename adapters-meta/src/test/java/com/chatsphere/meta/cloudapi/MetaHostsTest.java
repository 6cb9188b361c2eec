package com.chatsphere.meta.cloudapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaHostsTest {
    private static final URI META = URI.create("https://graph.facebook.com");
    private static final MetaHosts HOSTS = hosts(META, "157.240.1.60");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=3",
                "https://LOOKASIDE.fbsbx.com:443/x",
                "https://graph.facebook.com/v26.0/1",
                "https://scontent.xx.fbcdn.net/x",
                "https://mmg.whatsapp.net/x"
            })
    void asksMetasOwnHosts(String address) {
        assertThat(HOSTS.objection(URI.create(address))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://lookaside.fbsbx.com/x",
                "https://lookaside.fbsbx.com:8443/x",
                "https://user@lookaside.fbsbx.com/x",
                "https://lookaside.fbsbx.com@evil.example/x",
                "https://lookaside.fbsbx.com.evil.example/x",
                "https://evilfbsbx.com/x",
                "https://evil.example/lookaside.fbsbx.com",
                "https://facebook.com/x",
                "https://lookaside.fbsbx.com./x",
                "https://169.254.169.254/latest/meta-data",
                "http://169.254.169.254/latest/meta-data",
                "http://2852039166/",
                "http://0251.0376.0251.0376/",
                "http://0xa9fea9fe/",
                "http://127.0.0.1:8080/",
                "https://[::1]/",
                "https://[::ffff:169.254.169.254]/",
                "https://localhost/",
                "file:///etc/passwd",
                "ftp://lookaside.fbsbx.com/x",
                "mailto:somebody@fbsbx.com",
                "//lookaside.fbsbx.com/x",
                "x"
            })
    void asksNobodyElse(String address) {
        assertThat(HOSTS.objection(URI.create(address))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "192.0.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "::ffff:10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "2001:0:a9fe::1",
                "2001:db8::1"
            })
    void doesNotAskAHostThatStandsForANeighbour(String number) {
        assertThat(hosts(META, "157.240.1.60", number).objection(URI.create("https://lookaside.fbsbx.com/x")))
                .contains("private network");
    }

    @Test
    void asksWhatTheOpenInternetHolds() {
        assertThat(hosts(META, "2a03:2880:f12f:183:face:b00c:0:25de", "31.13.84.4")
                        .objection(URI.create("https://lookaside.fbsbx.com/x")))
                .isNull();
    }

    @Test
    void saysThatAHostIsNotKnown() {
        MetaHosts hosts = new MetaHosts(() -> META, host -> {
            throw new UnknownHostException(host);
        });
        assertThat(hosts.objection(URI.create("https://lookaside.fbsbx.com/x"))).contains("not known");
    }

    @Test
    void asksAStandInAtTheVeryAddressOfItsGraphOnly() {
        MetaHosts hosts = hosts(URI.create("http://127.0.0.1:9191/sandbox/graph"), "157.240.1.60");
        assertThat(List.of("http://127.0.0.1:9191/sandbox/lookaside/1", "https://lookaside.fbsbx.com/x"))
                .allSatisfy(address ->
                        assertThat(hosts.objection(URI.create(address))).isNull());
        assertThat(List.of(
                        "http://127.0.0.1:9192/x",
                        "https://127.0.0.1:9191/x",
                        "http://localhost:9191/x",
                        "http://127.0.0.2:9191/x",
                        "http://user@127.0.0.1:9191/x"))
                .allSatisfy(address ->
                        assertThat(hosts.objection(URI.create(address))).isNotNull());
    }

    private static MetaHosts hosts(URI base, String... numbers) {
        return new MetaHosts(() -> base, host -> {
            InetAddress[] addresses = new InetAddress[numbers.length];
            for (int at = 0; at < numbers.length; at++) {
                addresses[at] = InetAddress.ofLiteral(numbers[at]);
            }
            return addresses;
        });
    }
}
