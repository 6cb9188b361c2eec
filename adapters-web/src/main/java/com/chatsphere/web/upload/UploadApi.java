package com.chatsphere.web.upload;

import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.media.MediaAddresses.Signed;
import com.chatsphere.application.media.MediaAddresses.Variant;
import com.chatsphere.application.media.Reception;
import com.chatsphere.application.media.Reception.Purpose;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.web.login.LoggedIn;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Files that scripts bring, to be sent afterwards. */
@RestController
class UploadApi {
    private final Reception reception;
    private final MediaAddresses addresses;
    private final UploadAddresses names;

    UploadApi(Reception reception, MediaAddresses addresses, UploadAddresses names) {
        this.reception = reception;
        this.addresses = addresses;
        this.names = names;
    }

    /** Takes the file while it arrives; what it is to be sent as stands before it in the form, or in the address. */
    @PostMapping("/api/upload")
    Uploaded upload(
            HttpServletRequest request,
            @RequestParam(name = "as", required = false) @Nullable String as,
            LoggedIn login) {
        KeptFile file = UploadProblems.orProblem(() -> FileForm.read(
                        request,
                        (content, filename, fields) -> reception.take(
                                content,
                                filename,
                                purpose(as == null ? fields.get("as") : as),
                                login.user().id())))
                .upload()
                .file();
        Signed signed = addresses.sign(file.fileId(), Variant.ORIGINAL, login.token());
        return new Uploaded(
                file.fileId().toString(),
                signed.path(),
                names.publicAddress(signed),
                UploadAddresses.path(file.fileId()),
                signed.expiresAt().getEpochSecond(),
                file.mimeType(),
                file.size(),
                text(file.filename()));
    }

    private static Purpose purpose(@Nullable String as) {
        return switch (as) {
            case null -> Purpose.BY_TYPE;
            case "document" -> Purpose.DOCUMENT;
            case "voice" -> Purpose.VOICE_NOTE;
            case "sticker" -> Purpose.STICKER;
            default ->
                throw Problem.badRequest("invalid_field", "as has to be document, voice or sticker, or left out.")
                        .at("as");
        };
    }

    private static @Nullable String text(@Nullable MessageText text) {
        return text == null ? null : text.value();
    }

    /**
     * What was taken.
     *
     * @param url signed for this login
     * @param publicUrl the same with the address of this installation, where that is set
     * @param relativePath what names the file in {@code media_url}, without a signature
     * @param expiresAt until when the signature holds, in seconds since 1970
     */
    record Uploaded(
            String id,
            String url,
            @Nullable String publicUrl,
            String relativePath,
            long expiresAt,
            String mimeType,
            long sizeBytes,
            @Nullable String filename) {}
}
