package com.chatsphere.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.media.SharedItems;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTextTest {
    @Test
    void givesControlCharactersAVisibleForm() {
        assertThat(ShownText.lines("a\0b\u0007c\u007Fd\u0085e\r\nf\rg\th"))
                .isEqualTo("a\uFFFDb\u2407c\u2421d\uFFFDe\nf\ng\th");
    }

    @Test
    void replacesHalvesOfLettersAndKeepsWholeOnes() {
        assertThat(ShownText.lines("\uD83Da\uDE00b😀")).isEqualTo("\uFFFDa\uFFFDb😀");
    }

    @Test
    void leavesJoinersToTheLettersAndEmojiThatNeedThem() {
        assertThat(ShownText.label("👩‍👩‍👧 می‌خواهم", "")).isEqualTo("👩‍👩‍👧 می‌خواهم");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u200B", "\u202E\u202C", "\u3164", "\u2800\uFEFF", "\u200D"})
    void callsWhatHasNothingToSeeByAnotherName(String nothing) {
        assertThat(ShownText.label(nothing, "Unnamed")).isEqualTo("Unnamed");
        assertThat(ShownText.isBlank(nothing)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\Users\\ada\\form.pdf, form.pdf",
        "invoice\u202Efdp.exe, invoicefdp.exe",
        "folder/, folder/",
        "a\u0000b.pdf, a\uFFFDb.pdf",
    })
    void showsAFileByItsNameAlone(String filename, String shown) {
        MediaCard card = MediaCard.of(
                new SharedItems.Item(
                        new MessageId(new UUID(1, 1)),
                        Instant.EPOCH,
                        Direction.INBOUND,
                        MediaKind.DOCUMENT,
                        filename,
                        null,
                        null),
                MediaKind.DOCUMENT);

        assertThat(card.name()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//example.com",
                "https://user@example.com",
                "https://exam\u202Eple.com",
                "https:",
                "file:///etc/passwd"
            })
    void linksNoAddressButAPageOfTheWeb(String address) {
        assertThat(WebAddress.of(address)).isNull();
        assertThat(WebAddress.written("javascript:alert(1)")).isNull();
    }
}
