package com.chatsphere.web.problem;

import com.chatsphere.application.Commands;
import com.chatsphere.application.template.MetaTemplates;
import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.domain.agent.AgentRejection;
import com.chatsphere.domain.conversation.ConversationRejection;
import com.chatsphere.domain.message.ContentRejection;
import com.chatsphere.domain.message.MessageRejection;
import com.chatsphere.domain.readymessage.ReadyMessageRejection;
import com.chatsphere.domain.template.TemplateRejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever a controller throws into an answer; pages may say it nicer before. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class Problems {
    /** Connection lost, no resources, shutting down: the first two characters of PostgreSQL's error codes. */
    private static final Set<String> DATABASE_AWAY = Set.of("08", "53", "57");

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final ProblemAnswers answers;

    Problems(ProblemAnswers answers) {
        this.answers = answers;
    }

    @ExceptionHandler
    void answer(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (thrown instanceof AccessDeniedException || thrown instanceof AuthenticationException) {
            throw thrown; // Spring Security's filters know what to say
        }
        if (thrown instanceof AsyncRequestNotUsableException) {
            return; // nobody is listening any more
        }
        if (thrown instanceof HttpRequestMethodNotSupportedException refused
                && refused.getSupportedHttpMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", allowed(refused)));
        }
        write(thrown, request, response);
    }

    void write(Throwable thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = problemOf(thrown);
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            log.warn(
                    "Request {} cannot be answered now: {}",
                    response.getHeader(ProblemAnswers.REQUEST_ID),
                    thrown.toString());
        } else if (problem.status().is5xxServerError()) {
            log.error(
                    "Request {} failed: {} {}",
                    response.getHeader(ProblemAnswers.REQUEST_ID),
                    request.getMethod(),
                    ProblemAnswers.path(request).replaceAll("[^\\x21-\\x7e]", "?"),
                    thrown);
        }
        answers.write(request, response, problem);
    }

    private static Problem problemOf(Throwable thrown) {
        return switch (thrown) {
            case Problem problem -> problem;
            case Commands.Unknown _ -> Problem.notFound("There is nothing of that id.");
            case Commands.Conflict conflict -> new Problem(HttpStatus.CONFLICT, "conflict", message(conflict));
            case ConversationRejection rejection -> problemOf(rejection);
            case AgentRejection rejection ->
                switch (rejection) {
                    case AgentRejection.PinLimitReached limit ->
                        Problem.badRequest("pin_limit_reached", message(limit));
                };
            case MessageRejection rejection ->
                switch (rejection) {
                    case MessageRejection.NotResendable not ->
                        new Problem(HttpStatus.CONFLICT, "not_resendable", message(not));
                    case MessageRejection.NotTheAuthor not ->
                        new Problem(HttpStatus.CONFLICT, "not_the_author", message(not));
                    case MessageRejection.NotSentByUs not ->
                        new Problem(HttpStatus.CONFLICT, "not_sent_by_us", message(not));
                };
            case ReadyMessageRejection rejection ->
                switch (rejection) {
                    case ReadyMessageRejection.NameTaken taken ->
                        new Problem(HttpStatus.CONFLICT, "name_taken", message(taken)).at("name");
                    case ReadyMessageRejection.ShortcutTaken taken ->
                        new Problem(HttpStatus.CONFLICT, "shortcut_taken", message(taken)).at("shortcut");
                    case ReadyMessageRejection.UnknownPlaceholder unknown ->
                        Problem.badRequest("unknown_placeholder", message(unknown))
                                .at("body");
                    case ReadyMessageRejection.TooMany many ->
                        new Problem(HttpStatus.CONFLICT, "too_many_ready_messages", message(many));
                };
            case ContentRejection rejection -> problemOf(rejection);
            case TemplateRejection rejection -> problemOf(rejection);
            case TemplateNotation.Unreadable unreadable ->
                Problem.badRequest("invalid_components", message(unreadable));
            case MetaTemplates.Unavailable unavailable ->
                new Problem(HttpStatus.SERVICE_UNAVAILABLE, "meta_unavailable", message(unavailable));
            case HttpMessageNotReadableException unreadable -> problemOf(unreadable);
            case MissingServletRequestParameterException missing ->
                Problem.badRequest("missing_parameter", "%s is missing.".formatted(missing.getParameterName()));
            case MethodArgumentTypeMismatchException wrong ->
                Problem.badRequest("invalid_parameter", "%s has a value that does not fit.".formatted(wrong.getName()));
            case HttpMediaTypeNotSupportedException _ ->
                new Problem(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported_media_type",
                        "Send JSON with Content-Type: application/json.");
            case ErrorResponse refused -> problemOf(refused.getStatusCode().value());
            default -> isDatabaseAway(thrown) ? Problem.unavailable() : problemOf(500);
        };
    }

    private static Problem problemOf(ConversationRejection rejection) {
        return switch (rejection) {
            case ConversationRejection.ServiceWindowClosed closed ->
                new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "service_window_closed", message(closed));
            case ConversationRejection.MarketingStopped stopped ->
                new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "marketing_stopped", message(stopped));
            case ConversationRejection.NoSuchConversation _ -> Problem.notFound("Conversation not found.");
        };
    }

    private static Problem problemOf(ContentRejection rejection) {
        String code =
                switch (rejection) {
                    case ContentRejection.Missing missing -> "missing_field";
                    case ContentRejection.TooLong tooLong -> lastOf(tooLong.field()) + "_too_long";
                    case ContentRejection.WrongCount count -> "wrong_count";
                    case ContentRejection.TooLarge tooLarge -> "file_too_large";
                    case ContentRejection.WrongType wrong -> "file_type_not_taken";
                    case ContentRejection.NotFitting not -> "invalid_field";
                    case ContentRejection.NotSendable not -> "not_sendable";
                };
        return Problem.badRequest(code, message(rejection)).at(rejection.field());
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static Problem problemOf(TemplateRejection rejection) {
        return switch (rejection) {
            case TemplateRejection.NotApproved not ->
                new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "template_not_sendable", message(not));
            case TemplateRejection.NotSupported not ->
                new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "template_not_supported", message(not));
            case TemplateRejection.ValueMissing missing ->
                Problem.badRequest("template_value_missing", message(missing));
            case TemplateRejection.NoSuchPlaceholder none ->
                Problem.badRequest("template_value_unknown", message(none));
            case TemplateRejection.WrongCount count -> Problem.badRequest("wrong_count", message(count));
            case TemplateRejection.NoSuchTemplate none ->
                new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "template_not_sendable", message(none));
            case TemplateRejection.AlreadyHere already ->
                new Problem(HttpStatus.CONFLICT, "template_exists", message(already));
            case TemplateRejection.MadeAtMeta made ->
                new Problem(HttpStatus.CONFLICT, "template_kept_at_meta", message(made));
        };
    }

    private static Problem problemOf(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException unknown ->
                Problem.badRequest(
                        "unknown_field",
                        "There is no field \"%s\" here.".formatted(readable(unknown.getPropertyName())));
            case DatabindException wrong
            when !wrong.getPath().isEmpty() ->
                Problem.badRequest(
                        "invalid_field",
                        "The field \"%s\" has a value that does not fit."
                                .formatted(readable(
                                        String.valueOf(wrong.getPath().getLast().getPropertyName()))));
            case DatabindException _ -> Problem.badRequest("invalid_body", "The body has to be a JSON object.");
            case JacksonException _ -> Problem.badRequest("invalid_json", "The body is not JSON.");
            case null, default -> Problem.badRequest("invalid_body", "A JSON object is needed as the body.");
        };
    }

    /** What the status alone tells. */
    static Problem problemOf(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return switch (known) {
            case BAD_REQUEST -> Problem.badRequest("bad_request", "This request is not well-formed.");
            case UNAUTHORIZED -> Problem.unauthenticated();
            case FORBIDDEN -> new Problem(known, "forbidden", "You may not do this.");
            case NOT_FOUND -> Problem.notFound("There is nothing at this address.");
            case METHOD_NOT_ALLOWED ->
                new Problem(known, "method_not_allowed", "This address does not take that method.");
            case CONTENT_TOO_LARGE -> new Problem(known, "too_large", "That is too large.");
            case URI_TOO_LONG -> new Problem(known, "uri_too_long", "This address is too long.");
            case SERVICE_UNAVAILABLE -> Problem.unavailable();
            case null -> problemOf(500);
            default ->
                known.is4xxClientError()
                        ? new Problem(known, "refused", "This request cannot be answered.")
                        : new Problem(
                                HttpStatus.INTERNAL_SERVER_ERROR,
                                "internal_error",
                                "Something went wrong on our side. The x-request-id of this answer helps to find out"
                                        + " what.");
        };
    }

    private static boolean isDatabaseAway(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                @Nullable String state = failure.getSQLState();
                return failure instanceof SQLTransientException
                        || (state != null && state.length() == 5 && DATABASE_AWAY.contains(state.substring(0, 2)));
            }
        }
        return false;
    }

    private static String[] allowed(HttpRequestMethodNotSupportedException refused) {
        String[] methods = refused.getSupportedMethods();
        return methods == null ? new String[0] : methods;
    }

    private static String message(RuntimeException rejection) {
        return String.valueOf(rejection.getMessage());
    }

    private static String readable(String name) {
        String visible = name.replaceAll("[^\\x20-\\x7e]", "?");
        return visible.length() > 50 ? visible.substring(0, 50) + "…" : visible;
    }
}
