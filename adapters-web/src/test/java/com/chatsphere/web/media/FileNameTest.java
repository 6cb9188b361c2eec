package com.chatsphere.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "report.pdf, report.pdf",
        "../../etc/passwd, passwd",
        "C:\\Users\\ada\\form.pdf, form.pdf",
        "invoice\u202Efdp.exe, invoicefdp.exe",
        "a\u0000b.pdf, a\uFFFDb.pdf",
        "..hidden, hidden",
        "trailing. . , trailing",
        "CON, _CON",
        "nul.txt, _nul.txt",
        "50%.pdf, 50_.pdf"
    })
    void keepsNothingThatLeadsAnywhere(String given, String saved) {
        assertThat(FileName.of(given, "application/pdf", NOON).value()).isEqualTo(saved);
    }

    @Test
    void staysWithinItsHeader() {
        assertThat(FileName.of("a\r\nSet-Cookie: x.pdf", "application/pdf", NOON)
                        .disposition(false))
                .isEqualTo("attachment; filename=\"a  Set-Cookie_ x.pdf\"");
        assertThat(FileName.of("a\"; filename=b.exe", "application/pdf", NOON).disposition(false))
                .isEqualTo("attachment; filename=\"a__ filename=b.exe\"");
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, image-2026-03-01.jpg",
        "audio/ogg, audio-2026-03-01.ogg",
        "application/pdf, file-2026-03-01.pdf",
        "application/x-unknown, file-2026-03-01"
    })
    void namesWhatHasNoName(String type, String saved) {
        assertThat(FileName.of(null, type, NOON).value()).isEqualTo(saved);
        assertThat(FileName.of("\u200B..", type, NOON).value()).isEqualTo(saved);
    }

    @Test
    void writesANameInBothWaysThatBrowsersKnow() {
        assertThat(FileName.of("تقرير 1.pdf", "application/pdf", NOON).disposition(false))
                .isEqualTo("attachment; filename=\"_ 1.pdf\";"
                        + " filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1%201.pdf");
        assertThat(FileName.of("plain.pdf", "application/pdf", NOON).disposition(true))
                .isEqualTo("inline; filename=\"plain.pdf\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {".pdf", ""})
    void cutsALongNameAndKeepsItsEnding(String ending) {
        String name =
                FileName.of("😀".repeat(500) + ending, "application/pdf", NOON).value();
        assertThat(name).endsWith(ending);
        assertThat(name.codePointCount(0, name.length())).isEqualTo(120);
    }
}
