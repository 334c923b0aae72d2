package dev.tandem.defaults.problems;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/** The one place where exceptions become answers. Last in line, so that a service can have its own advice before it. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> raised(Problem problem) {
        return problem.toResponse();
    }

    /** A bug or a broken environment: the log gets everything, the client nothing but the id to ask with. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> unexpected(
            Exception failure, HttpServletRequest request, HttpServletResponse response) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return null; // nobody is left to hear an answer
        }
        var cause = failure instanceof ServletException && failure.getCause() != null ? failure.getCause() : failure;
        log.error("unexpected failure of {} {}", request.getMethod(), request.getRequestURI(), cause);
        return response.isCommitted() ? null : unexpected().toResponse();
    }

    static Problem unexpected() {
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, StandardDetails.of(HttpStatus.INTERNAL_SERVER_ERROR));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(UnreadableBody.describe(failure), headers);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Problem.invalid(Violations.of(failure)), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return failure.isForReturnValue()
                ? handleExceptionInternal(failure, null, headers, status, request)
                : answer(Problem.invalid(Violations.of(failure)), headers);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Problem.invalid(List.of(Violations.of(failure))), headers);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(Problem.invalid(failure.getParameterName(), "is required"), headers);
    }

    @Override
    protected ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                failure instanceof MissingRequestHeaderException missing
                        ? Problem.invalid(missing.getHeaderName(), "is required")
                        : Problem.of(status, StandardDetails.of(status)),
                headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(
                Problem.of(
                        status,
                        "%s is not possible here; the header Allow says what is.".formatted(failure.getMethod())),
                headers);
    }

    /** Everything else that Spring MVC raises itself: its status and headers, but no words from inside. A reason that the service gave is its own. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            log.error("unexpected failure", failure);
        }
        var said = failure instanceof ResponseStatusException own ? own.getReason() : null;
        return answer(Problem.of(status, Objects.requireNonNullElse(said, StandardDetails.of(status))), headers);
    }

    private static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        headers.forEach((name, values) -> problem.header(name, String.join(", ", values)));
        var response = problem.toResponse();
        return new ResponseEntity<>(response.getBody(), response.getHeaders(), response.getStatusCode());
    }
}
