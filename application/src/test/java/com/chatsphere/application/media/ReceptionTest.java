package com.chatsphere.application.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.media.Previews.Look;
import com.chatsphere.application.media.Previews.Prepared;
import com.chatsphere.application.media.Reception.Purpose;
import com.chatsphere.application.media.Reception.Received;
import com.chatsphere.application.media.Reception.Way;
import com.chatsphere.application.media.Uploads.Upload;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.ContentRejection;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of these tests begin with their media type and a blank. */
class ReceptionTest {
    private static final AgentId SARA = new AgentId(new UUID(1, 1));
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final StoreInMemory store = new StoreInMemory();
    private final Told previews = new Told();
    private final Known uploads = new Known();
    private final Reception reception = new Reception(
            store, ReceptionTest::type, previews, ReceptionTest::toOgg, uploads, Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void aPhotoIsMadeReadyAndWhatTheCameraWroteIsGone() throws IOException {
        Received received = take("image/jpeg with GPS", "IMG 1.JPG", Purpose.PHOTO_OR_VIDEO);
        Upload upload = received.upload();
        assertThat(upload.kind()).isEqualTo(MediaKind.IMAGE);
        assertThat(new String(store.bytes(upload.key()), ISO_8859_1)).isEqualTo("image/jpeg prepared");
        assertThat(upload.file().size()).isEqualTo(19);
        assertThat(upload.file().filename()).isEqualTo(new MessageText("IMG 1.JPG"));
        assertThat(upload.at()).isEqualTo(NOON);
        assertThat(upload.thumbnail()).isNotNull();
        assertThat(upload.attachment().hasThumbnail()).isTrue();
        assertThat(upload.attachment().width()).isEqualTo(512);
        assertThat(store.size()).as("the photo and its small picture").isEqualTo(2);
        assertThat(uploads.find(upload.file().fileId(), SARA)).contains(upload);
    }

    @Test
    void aPictureOfAnotherKindIsBroughtOver() throws IOException {
        Upload upload = take("image/gif", "fun.gif", Purpose.BY_TYPE).upload();
        assertThat(upload.file().mimeType()).isEqualTo("image/png");
        assertThat(upload.file().filename()).isEqualTo(new MessageText("fun.png"));
    }

    @Test
    void aPhotoAsADocumentStaysAsItIs() throws IOException {
        Received received = take("image/jpeg with GPS", "plan.jpg", Purpose.DOCUMENT);
        assertThat(received.upload().kind()).isEqualTo(MediaKind.DOCUMENT);
        assertThat(new String(store.bytes(received.upload().key()), ISO_8859_1)).isEqualTo("image/jpeg with GPS");
        assertThat(obstacle(received, MediaKind.IMAGE)).contains("bring it as a photo");
        assertThat(obstacle(received, MediaKind.DOCUMENT)).isNull();
        assertThat(obstacle(received, MediaKind.VIDEO)).contains("WhatsApp takes no image/jpeg as videos");
    }

    @ParameterizedTest
    @CsvSource({
        "video/mp4, VIDEO",
        "audio/mpeg, AUDIO",
        "application/pdf, DOCUMENT",
        "text/csv, DOCUMENT",
        "image/webp, IMAGE"
    })
    void whatAFileLooksBestAsIsToldByItsType(String type, MediaKind kind) throws IOException {
        assertThat(take(type, null, Purpose.BY_TYPE).upload().kind()).isEqualTo(kind);
    }

    @Test
    void anyWritingIsPlainTextUnderItsOwnName() throws IOException {
        Upload upload = take("text/csv", "prices.csv", Purpose.DOCUMENT).upload();
        assertThat(upload.file().mimeType()).isEqualTo("text/plain");
        assertThat(upload.file().filename()).isEqualTo(new MessageText("prices.csv"));
    }

    @Test
    void aRecordingBecomesAVoiceMessage() throws IOException {
        Upload upload = take("video/webm", "blob", Purpose.VOICE_NOTE).upload();
        assertThat(upload.kind()).isEqualTo(MediaKind.VOICE_NOTE);
        assertThat(upload.file().mimeType()).isEqualTo("audio/ogg");
        assertThat(new String(store.bytes(upload.key()), ISO_8859_1)).isEqualTo("audio/ogg made");
        assertThat(take("audio/ogg", null, Purpose.VOICE_NOTE).upload().file().filename())
                .isEqualTo(new MessageText("file.ogg"));
        assertThatThrownBy(() -> take("audio/mpeg", "song.mp3", Purpose.VOICE_NOTE))
                .isInstanceOf(ContentRejection.WrongType.class);
    }

    @Test
    void aStickerIsASquareOfTheRightSize() throws IOException {
        assertThat(take("image/webp", "s.webp", Purpose.STICKER).upload().kind())
                .isEqualTo(MediaKind.STICKER);
        previews.width = 300;
        assertThatThrownBy(() -> take("image/webp", "s.webp", Purpose.STICKER))
                .hasMessageContaining("512 by 512 pixels")
                .hasMessageContaining("300 by 512");
        assertThatThrownBy(() -> take("image/png", "s.png", Purpose.STICKER))
                .isInstanceOf(ContentRejection.WrongType.class);
    }

    @ParameterizedTest
    @CsvSource({
        "application/octet-stream, picture.png, BY_TYPE",
        "application/octet-stream, letter.pdf, DOCUMENT",
        "application/zip, all.zip, BY_TYPE",
        "image/svg+xml, logo.svg, DOCUMENT",
        "application/pdf, letter.pdf, PHOTO_OR_VIDEO",
        "image/jpeg broken, photo.jpg, PHOTO_OR_VIDEO",
        "application/pdf, invoice.exe, DOCUMENT",
        "'', nothing.txt, BY_TYPE"
    })
    void whatNoMessageCanShowIsRefusedAndNotKept(String content, String name, Purpose purpose) {
        assertThatThrownBy(() -> take(content, name, purpose)).isInstanceOf(ContentRejection.class);
        assertThat(store.size()).isZero();
        assertThat(uploads.all).isEmpty();
    }

    @Test
    void aNameThatDoesNotFitTheContentIsTold() {
        assertThatThrownBy(() -> take("application/pdf", "invoice.exe", Purpose.DOCUMENT))
                .hasMessage(
                        "file is called “invoice.exe”, but its content is application/pdf; give it a name that ends in"
                                + " .pdf.");
    }

    @Test
    void whatIsBeyondTheQuotaIsNotKept() {
        uploads.full = true;
        assertThatThrownBy(() -> take("application/pdf", "letter.pdf", Purpose.BY_TYPE))
                .isInstanceOf(Uploads.QuotaExceeded.class);
        assertThat(store.size()).isZero();
    }

    @Test
    void whatIsDiscardedIsGone() throws IOException {
        FileId file = take("application/pdf", "letter.pdf", Purpose.BY_TYPE)
                .upload()
                .file()
                .fileId();
        assertThat(reception.discard(file, new AgentId(new UUID(2, 2)))).isFalse();
        assertThat(reception.discard(file, SARA)).isTrue();
        assertThat(reception.discard(file, SARA)).isFalse();
        assertThat(store.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\fakepath\\Angebot.pdf, Angebot.pdf",
        "../../etc/passwd.pdf, passwd.pdf",
        "invoice\u202efdp.pdf, invoicefdp.pdf",
        "'  ', file.pdf",
        "report, report.pdf",
        "..pdf, pdf.pdf"
    })
    void aNameIsALabelAndNeverAPath(String given, String label) throws IOException {
        assertThat(take("application/pdf", given, Purpose.DOCUMENT)
                        .upload()
                        .file()
                        .filename())
                .isEqualTo(new MessageText(label));
    }

    @Test
    void aLongNameKeepsItsEnding() throws IOException {
        MessageText name = Objects.requireNonNull(take("application/pdf", "ä".repeat(300) + ".pdf", Purpose.DOCUMENT)
                .upload()
                .file()
                .filename());
        assertThat(name.value()).hasSize(200).endsWith("ä.pdf");
    }

    private Received take(String content, @Nullable String name, Purpose purpose) throws IOException {
        return reception.take(new ByteArrayInputStream(content.getBytes(ISO_8859_1)), name, purpose, SARA);
    }

    private static @Nullable String obstacle(Received received, MediaKind kind) {
        return received.ways().stream()
                .filter(way -> way.kind() == kind)
                .map(Way::obstacle)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String type(Path file, @Nullable String name) throws IOException {
        return Files.readString(file, ISO_8859_1).split(" ", 2)[0];
    }

    private static Optional<Path> toOgg(Path recording, String mimeType) throws IOException {
        return mimeType.equals("video/webm")
                ? Optional.of(Files.writeString(Files.createTempFile("made", ".ogg"), "audio/ogg made", ISO_8859_1))
                : Optional.empty();
    }

    /** Pictures of 512 by 512 pixels, unless said otherwise. */
    private static final class Told implements Previews {
        private int width = 512;

        @Override
        public Look look(Path file, String mimeType) {
            return mimeType.startsWith("image/")
                    ? new Look(width, 512, null, null, new Thumbnail(new byte[] {1}, "image/png", 64, 64), null)
                    : Look.NOTHING;
        }

        @Override
        public Optional<Prepared> prepare(Path picture, String mimeType) throws IOException {
            if (Files.readString(picture, ISO_8859_1).endsWith("broken")) {
                return Optional.empty();
            }
            String made = mimeType.equals("image/jpeg") ? mimeType : "image/png";
            Path file = Files.writeString(Files.createTempFile("made", null), made + " prepared", ISO_8859_1);
            return Optional.of(new Prepared(file, made));
        }
    }

    private static final class Known implements Uploads {
        private final Map<FileId, Upload> all = new HashMap<>();
        private boolean full;

        @Override
        public void add(Upload upload) {
            if (full) {
                throw new QuotaExceeded("Enough for today.");
            }
            all.put(upload.file().fileId(), upload);
        }

        @Override
        public Optional<Upload> find(FileId file, AgentId by) {
            return Optional.ofNullable(all.get(file))
                    .filter(upload -> upload.by().equals(by));
        }

        @Override
        public boolean discard(FileId file, AgentId by) {
            return all.remove(file) != null;
        }
    }
}
