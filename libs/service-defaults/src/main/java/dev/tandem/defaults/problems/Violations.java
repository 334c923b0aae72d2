package dev.tandem.defaults.problems;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Reads the names of fields and parameters out of the exceptions of validation and conversion. */
final class Violations {

    private Violations() {}

    static List<Violation> of(Errors errors) {
        return errors.getAllErrors().stream().map(error -> of("", error)).toList();
    }

    static List<Violation> of(HandlerMethodValidationException failure) {
        var violations = new ArrayList<Violation>();
        for (var result : failure.getParameterValidationResults()) {
            if (result instanceof ParameterErrors errors) {
                var element = errors.getContainerIndex() == null ? "" : "[" + errors.getContainerIndex() + "].";
                errors.getAllErrors().forEach(error -> violations.add(of(element, error)));
            } else {
                var name = nameOf(result);
                result.getResolvableErrors().forEach(error -> violations.add(new Violation(name, messageOf(error))));
            }
        }
        failure.getCrossParameterValidationResults()
                .forEach(error -> violations.add(new Violation("request", messageOf(error))));
        return violations;
    }

    static Violation of(TypeMismatchException failure) {
        var name = failure instanceof MethodArgumentTypeMismatchException argument
                ? parameterName(argument.getParameter())
                : failure.getPropertyName();
        return new Violation(Objects.requireNonNullElse(name, "request"), Expected.of(failure.getRequiredType()));
    }

    private static Violation of(String prefix, ObjectError error) {
        if (error instanceof FieldError field) {
            // A value that could not be converted has a message with class names in it.
            return new Violation(
                    prefix + field.getField(), field.isBindingFailure() ? "is not valid" : messageOf(field));
        }
        return new Violation(prefix + error.getObjectName(), messageOf(error));
    }

    private static String nameOf(ParameterValidationResult result) {
        var name = Objects.requireNonNullElse(parameterName(result.getMethodParameter()), "request");
        return result.getContainerIndex() == null ? name : name + "[" + result.getContainerIndex() + "]";
    }

    /** The name that the client knows, which an annotation may have changed. */
    private static @Nullable String parameterName(MethodParameter parameter) {
        var annotations = MergedAnnotations.from(parameter.getParameterAnnotations());
        for (var type : List.of(RequestParam.class, PathVariable.class, RequestHeader.class)) {
            var name = annotations.get(type).getValue("name", String.class).orElse("");
            if (!name.isEmpty()) {
                return name;
            }
        }
        return parameter.getParameterName();
    }

    private static String messageOf(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }
}
