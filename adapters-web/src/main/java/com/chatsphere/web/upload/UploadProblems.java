package com.chatsphere.web.upload;

import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.Previews;
import com.chatsphere.application.media.Reception;
import com.chatsphere.application.media.Uploads;
import com.chatsphere.domain.message.ContentRejection;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.web.problem.Problem;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Why a file is not taken, as the one who brings it is told. */
public final class UploadProblems {
    private static final Logger log = LoggerFactory.getLogger(UploadProblems.class);

    private UploadProblems() {}

    /** Something that takes a file. */
    @FunctionalInterface
    public interface Bringing {
        Reception.Received bring() throws IOException;
    }

    /** Takes the file, or says in words what is wrong with it. */
    public static Reception.Received orProblem(Bringing bringing) {
        try {
            return bringing.bring();
        } catch (ContentRejection rejection) {
            throw new Problem(status(rejection), code(rejection), sentence(rejection)).at(FileForm.FILE);
        } catch (MediaStore.FileTooLong tooLong) {
            throw new Problem(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "file_too_large",
                            "WhatsApp takes no file of more than %d MB."
                                    .formatted(MediaKind.DOCUMENT.mostBytes() >> 20))
                    .at(FileForm.FILE);
        } catch (Uploads.QuotaExceeded exceeded) {
            throw new Problem(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "upload_quota_exceeded",
                            String.valueOf(exceeded.getMessage()))
                    .at(FileForm.FILE);
        } catch (MediaStore.StoreFailed failed) {
            log.warn("a file of an agent cannot be kept: {}", failed.toString());
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "storage_unavailable",
                    "Files cannot be kept at the moment. Try again later, and tell an administrator.");
        } catch (Previews.Unavailable unavailable) {
            log.warn("a picture of an agent cannot be made ready: {}", unavailable.toString());
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "pictures_unavailable",
                    "Pictures cannot be made ready at the moment. Try again in a little while.");
        } catch (IOException broken) {
            throw Problem.badRequest("upload_broken", "The file did not arrive whole. Please try again.");
        }
    }

    private static HttpStatus status(ContentRejection rejection) {
        return switch (rejection) {
            case ContentRejection.TooLarge _ -> HttpStatus.CONTENT_TOO_LARGE;
            case ContentRejection.WrongType _ -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case ContentRejection.Missing _,
                    ContentRejection.TooLong _,
                    ContentRejection.WrongCount _,
                    ContentRejection.NotFitting _,
                    ContentRejection.NotSendable _ -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    private static String code(ContentRejection rejection) {
        return switch (rejection) {
            case ContentRejection.TooLarge _ -> "file_too_large";
            case ContentRejection.WrongType _ -> "file_type_not_taken";
            case ContentRejection.Missing _,
                    ContentRejection.TooLong _,
                    ContentRejection.WrongCount _,
                    ContentRejection.NotFitting _,
                    ContentRejection.NotSendable _ -> "invalid_file";
        };
    }

    /** Rejections begin with the field; people see which file it is. */
    static String sentence(ContentRejection rejection) {
        return sentence(String.valueOf(rejection.getMessage()), rejection.field());
    }

    static String sentence(String message, String field) {
        if (message.startsWith(field + ": ")) {
            String rest = message.substring(field.length() + 2);
            return rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1);
        }
        return message.startsWith(field + " ") ? "The file" + message.substring(field.length()) : message;
    }
}
