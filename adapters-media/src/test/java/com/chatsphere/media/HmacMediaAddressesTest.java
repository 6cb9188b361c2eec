package com.chatsphere.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.Secret;
import com.chatsphere.application.media.MediaAddresses.Signed;
import com.chatsphere.application.media.MediaAddresses.Variant;
import com.chatsphere.application.media.MediaAddresses.Verdict;
import com.chatsphere.domain.message.FileId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacMediaAddressesTest {
    private static final Secret KEY = new Secret("0123456789abcdef0123456789abcdef");
    private static final Secret LOGIN = new Secret("token-of-a-login");
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
    private static final FileId FILE = FileId.of("8c7a3e8e-4b0b-4a53-9d52-3f1f0c2ad901");
    private static final Pattern ADDRESS =
            Pattern.compile("/media/([0-9a-f-]{36})/(original|thumbnail)\\?expires=([0-9]+)&signature=([0-9a-f]{64})");

    @Test
    void signsAnAddressThatHolds() {
        var signed = at(NOW).sign(FILE, Variant.THUMBNAIL, LOGIN);
        var parts = ADDRESS.matcher(signed.path());
        assertThat(parts.matches()).isTrue();
        assertThat(parts.group(1)).isEqualTo(FILE.toString());
        assertThat(parts.group(2)).isEqualTo("thumbnail");
        assertThat(Long.parseLong(parts.group(3))).isEqualTo(signed.expiresAt().getEpochSecond());
        assertThat(verdict(NOW, signed, FILE, Variant.THUMBNAIL, LOGIN)).isEqualTo(Verdict.HOLDS);
        assertThat(signed.path()).doesNotContain(LOGIN.reveal());
    }

    @Test
    void holdsUntilItExpires() {
        var signed = at(NOW).sign(FILE, Variant.ORIGINAL, LOGIN);
        var end = signed.expiresAt();
        assertThat(verdict(end.minusNanos(1), signed, FILE, Variant.ORIGINAL, LOGIN))
                .isEqualTo(Verdict.HOLDS);
        assertThat(verdict(end, signed, FILE, Variant.ORIGINAL, LOGIN)).isEqualTo(Verdict.EXPIRED);
        assertThat(verdict(end.plusSeconds(86_400), signed, FILE, Variant.ORIGINAL, LOGIN))
                .isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void staysTheSameForHalfItsLifetimeAndHoldsForTheOtherHalf() {
        var addresses = new HashSet<String>();
        for (var second = 0; second < 3_600; second++) {
            var now = NOW.plusSeconds(second).plusMillis(second % 1_000);
            var signed = at(now).sign(FILE, Variant.ORIGINAL, LOGIN);
            addresses.add(signed.path());
            assertThat(Duration.between(now, signed.expiresAt())).isBetween(LIFETIME.dividedBy(2), LIFETIME);
        }
        assertThat(addresses).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 7, 60, 601, 604_800})
    void holdsForHalfOfEveryLifetime(long seconds) {
        var lifetime = Duration.ofSeconds(seconds);
        var random = new Random(seconds);
        for (var round = 0; round < 1_000; round++) {
            var now = NOW.plusMillis(random.nextLong(10_000_000_000L));
            var addresses = new HmacMediaAddresses(KEY, lifetime, Clock.fixed(now, ZoneOffset.UTC));
            var end = addresses.sign(FILE, Variant.ORIGINAL, LOGIN).expiresAt();
            assertThat(Duration.between(now, end)).isBetween(lifetime.dividedBy(2), lifetime);
        }
    }

    @Test
    void refusesAnyOtherFileVariantLoginAndKey() {
        var signed = at(NOW).sign(FILE, Variant.ORIGINAL, LOGIN);
        assertThat(verdict(NOW, signed, new FileId(UUID.randomUUID()), Variant.ORIGINAL, LOGIN))
                .isEqualTo(Verdict.FORGED);
        assertThat(verdict(NOW, signed, FILE, Variant.THUMBNAIL, LOGIN)).isEqualTo(Verdict.FORGED);
        assertThat(verdict(NOW, signed, FILE, Variant.ORIGINAL, new Secret("another login")))
                .isEqualTo(Verdict.FORGED);
        var parts = partsOf(signed);
        var another = new HmacMediaAddresses(
                new Secret("another key of at least 32 letters"), LIFETIME, Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(another.check(FILE, Variant.ORIGINAL, parts[0], parts[1], LOGIN))
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void refusesWhateverDiffersInAnyBit() {
        var parts = partsOf(at(NOW).sign(FILE, Variant.ORIGINAL, LOGIN));
        for (var bit = 0; bit < parts[1].length() * 8; bit++) {
            assertThat(at(NOW).check(FILE, Variant.ORIGINAL, parts[0], flipped(parts[1], bit), LOGIN))
                    .isEqualTo(Verdict.FORGED);
        }
        for (var bit = 0; bit < parts[0].length() * 8; bit++) {
            assertThat(at(NOW).check(FILE, Variant.ORIGINAL, flipped(parts[0], bit), parts[1], LOGIN))
                    .isEqualTo(Verdict.FORGED);
        }
        for (var bit = 0; bit < 128; bit++) {
            var other = new FileId(
                    bit < 64
                            ? new UUID(
                                    FILE.value().getMostSignificantBits() ^ 1L << bit,
                                    FILE.value().getLeastSignificantBits())
                            : new UUID(
                                    FILE.value().getMostSignificantBits(),
                                    FILE.value().getLeastSignificantBits() ^ 1L << bit));
            assertThat(at(NOW).check(other, Variant.ORIGINAL, parts[0], parts[1], LOGIN))
                    .isEqualTo(Verdict.FORGED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "-1",
                "+1764298800",
                "01764298800",
                "1764298800 ",
                "1e9",
                "99999999999999999999",
                "9223372036854775807",
                "１７６４２９８８００",
                "x",
                "\u0000"
            })
    void callsATimeForgedThatIsNone(String expires) {
        assertThat(at(NOW).check(FILE, Variant.ORIGINAL, expires, "0".repeat(64), LOGIN))
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void callsForgedWhateverSomebodyMakesUp() {
        var random = new Random(20_261_128);
        var parts = partsOf(at(NOW).sign(FILE, Variant.ORIGINAL, LOGIN));
        for (var round = 0; round < 10_000; round++) {
            var expires = random.nextBoolean() ? parts[0] : text(random, 14);
            var signature = text(random, 70);
            assertThat(at(NOW).check(FILE, Variant.ORIGINAL, expires, signature, LOGIN))
                    .isEqualTo(Verdict.FORGED);
        }
    }

    @Test
    void neverLivesShorterThanASecond() {
        assertThatThrownBy(() -> new HmacMediaAddresses(KEY, Duration.ofMillis(999), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Random random, int most) {
        var letters = random.nextBoolean() ? "0123456789abcdefABCDEF" : "0a\u0000\uffff\ud800é \n";
        var text = new StringBuilder();
        for (var count = random.nextInt(most); count > 0; count--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static HmacMediaAddresses at(Instant now) {
        return new HmacMediaAddresses(KEY, LIFETIME, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Verdict verdict(Instant now, Signed signed, FileId file, Variant variant, Secret login) {
        var parts = partsOf(signed);
        return at(now).check(file, variant, parts[0], parts[1], login);
    }

    private static String[] partsOf(Signed signed) {
        var parts = ADDRESS.matcher(signed.path());
        assertThat(parts.matches()).isTrue();
        return new String[] {parts.group(3), parts.group(4)};
    }

    private static String flipped(String text, int bit) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
