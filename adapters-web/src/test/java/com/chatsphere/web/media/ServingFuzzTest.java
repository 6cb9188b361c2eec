package com.chatsphere.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Whatever a browser, a script or a sender writes: what comes of it is a stretch of the file, a safe name, a file's id, or nothing. */
class ServingFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void aRangeIsPartOfTheFileOrNothing(byte[] written) {
        String header = new String(written, StandardCharsets.ISO_8859_1);
        for (long size : new long[] {0, 1, 10, Long.MAX_VALUE}) {
            for (String range : new String[] {header, "bytes=" + header}) {
                if (AskedRange.of(range, size) instanceof AskedRange.Part part) {
                    assertThat(part.first()).isBetween(0L, part.last());
                    assertThat(part.last()).isLessThan(size);
                }
            }
        }
    }

    @FuzzTest(maxDuration = "2m")
    void aNameStaysInItsHeaderAndInItsFolder(byte[] written) {
        FileName name = FileName.of(new String(written, StandardCharsets.UTF_8), "image/png", Instant.EPOCH);
        assertThat(name.value()).isNotEmpty().doesNotContain("/", "\\", "\0", "\n", "\r", "\u202E");
        assertThat(name.value()).doesNotStartWith(".");
        assertThat(name.disposition(false))
                .matches("attachment; filename=\"[ !#-~]+\"(; filename\\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+)?");
    }

    @FuzzTest(maxDuration = "2m")
    void anAddressNamesOneFileInOneWay(byte[] written) {
        String text = new String(written, StandardCharsets.ISO_8859_1);
        FileWish wish = FileWish.parse(text);
        if (wish != null) {
            assertThat(wish.toString()).isEqualTo(text);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void aTypeIsServedAsOneThatRunsNothing(byte[] written) {
        String served = ShownType.served(new String(written, StandardCharsets.UTF_8));
        assertThat(served).matches("[a-z0-9][a-z0-9.+_-]*/[a-z0-9][a-z0-9.+_-]*");
        assertThat(served)
                .doesNotContain("html", "svg", "javascript", "ecmascript")
                .doesNotEndWith("xml");
    }
}
