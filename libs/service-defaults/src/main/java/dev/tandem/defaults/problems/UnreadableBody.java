package dev.tandem.defaults.problems;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.tandem.defaults.json.RefusedJsonException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Says what is wrong with a body that could not be read: the field if there is one, else the place. */
final class UnreadableBody {

    private static final String TRAILING = "Trailing token";
    private static final String NOT_UTF_8 = "Invalid UTF-8";
    private static final String ENUM_VALUES = "for Enum class: ";

    private UnreadableBody() {}

    static Problem describe(HttpMessageNotReadableException failure) {
        var root = NestedExceptionUtils.getMostSpecificCause(failure);
        if (root instanceof BodyTooLargeException tooLarge) {
            return tooLarge.problem();
        }
        if (!(failure.getCause() instanceof JsonProcessingException json)) {
            return malformed("A JSON body is required.");
        }
        if (root instanceof JsonParseException parse
                && !(parse instanceof RefusedJsonException)
                && !isDuplicate(parse)) {
            return malformed(placeOf(parse));
        }
        var field = fieldOf(json, root);
        return field.isEmpty() ? malformed(wholeOf(json)) : Problem.invalid(field, messageOf(json, root));
    }

    private static Problem malformed(String detail) {
        return Problem.of(400, "malformed-body", detail);
    }

    private static String messageOf(JsonProcessingException json, Throwable root) {
        if (root instanceof RefusedJsonException refused) {
            return refused.getOriginalMessage();
        }
        return switch (json) {
            case UnrecognizedPropertyException unknown -> "is not known here; known are " + knownTo(unknown);
            case InvalidTypeIdException type when type.getTypeId() == null -> "is required";
            case InvalidTypeIdException type -> "'%s' is not known here".formatted(abbreviated(type.getTypeId()));
            case InvalidFormatException format -> expected(format);
            case MismatchedInputException mismatch when isNull(mismatch) -> "is required";
            case MismatchedInputException mismatch -> Expected.of(mismatch.getTargetType());
            default -> rootMessageOf(root);
        };
    }

    private static String rootMessageOf(Throwable root) {
        return switch (root) {
            case InputCoercionException coercion -> Expected.of(coercion.getTargetType());
            case JsonParseException parse when isDuplicate(parse) -> "is given twice";
            default -> "is not valid";
        };
    }

    /** Enumerations may have other names in JSON, and only Jackson knows them. */
    private static String expected(InvalidFormatException format) {
        var message = format.getOriginalMessage();
        var values = message.indexOf(ENUM_VALUES);
        return values < 0
                ? Expected.of(format.getTargetType())
                : "must be one of " + sorted(message.substring(values + ENUM_VALUES.length()));
    }

    private static String sorted(String bracketed) {
        return Arrays.stream(bracketed.replaceAll("[\\[\\]]", "").split(", ", -1))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean isNull(MismatchedInputException mismatch) {
        return mismatch.getOriginalMessage().startsWith("Cannot map `null`");
    }

    private static String knownTo(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Where the parser stood when it refused, or else where a mapping failed; empty if that is no field. */
    private static String fieldOf(JsonProcessingException json, Throwable root) {
        if (root instanceof JsonParseException parse
                && (parse instanceof RefusedJsonException || isDuplicate(parse))
                && parse.getProcessor() != null) {
            return pathOf(parse.getProcessor().getParsingContext());
        }
        return switch (json) {
            case InvalidTypeIdException type -> pathOf(type) + "." + typePropertyOf(type);
            case JsonMappingException mapping -> pathOf(mapping);
            default -> "";
        };
    }

    private static boolean isDuplicate(JsonProcessingException parse) {
        return parse.getOriginalMessage().startsWith("Duplicate field");
    }

    private static String pathOf(JsonMappingException mapping) {
        var path = new StringBuilder();
        for (var reference : mapping.getPath()) {
            append(path, reference.getFieldName(), reference.getIndex());
        }
        return path.toString();
    }

    private static String pathOf(JsonStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        var path = new StringBuilder(pathOf(context.getParent()));
        append(path, context.getCurrentName(), context.inArray() ? context.getCurrentIndex() : -1);
        return path.toString();
    }

    private static void append(StringBuilder path, @Nullable String name, int index) {
        if (name != null) {
            path.append(path.isEmpty() ? "" : ".").append(abbreviated(name));
        } else if (index >= 0) {
            path.append('[').append(index).append(']');
        }
    }

    private static String typePropertyOf(InvalidTypeIdException type) {
        var info = type.getBaseType().getRawClass().getAnnotation(JsonTypeInfo.class);
        if (info == null) {
            return "type";
        }
        return info.property().isEmpty() ? info.use().getDefaultPropertyName() : info.property();
    }

    private static String placeOf(JsonParseException parse) {
        var what = parse.getOriginalMessage().startsWith(NOT_UTF_8) ? "UTF-8" : "JSON";
        return "The body is not valid %s%s.".formatted(what, at(parse.getLocation()));
    }

    private static String wholeOf(JsonProcessingException json) {
        if (json.getOriginalMessage().startsWith(TRAILING)) {
            return "The body goes on after the end of its JSON value.";
        }
        return json instanceof MismatchedInputException mismatch
                ? "The body " + Expected.of(mismatch.getTargetType()) + "."
                : "The body is not valid.";
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ": line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    /** Names come from the client, who may have sent a very long one. */
    private static String abbreviated(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
