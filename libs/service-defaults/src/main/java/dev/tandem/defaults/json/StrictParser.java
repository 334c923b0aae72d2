package dev.tandem.defaults.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, and says in which field, what is legal JSON but would hurt further in: numbers that take gigabytes to write
 * out, and characters that PostgreSQL cannot store.
 */
class StrictParser extends JsonParserDelegate {

    /** Far beyond any price or quantity, and written out in a moment. */
    private static final int MOST_DIGITS = 100;

    private static final int MOST_EXPONENT_DIGITS = 2;

    StrictParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        try {
            var token = delegate.nextToken();
            if (token != null) {
                check(token);
            }
            return token;
        } catch (StreamConstraintsException _) {
            throw new RefusedJsonException(delegate, "is larger than anything that makes sense here");
        }
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        var token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    private void check(JsonToken token) throws IOException {
        switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> checkNumber(delegate.getText());
            case VALUE_STRING, FIELD_NAME -> checkText(delegate.getText());
            default -> {}
        }
    }

    private void checkNumber(String number) throws IOException {
        var exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        var exponentDigits = exponent < 0
                ? 0
                : number.substring(exponent).replaceAll("[eE+-]+0*", "").length();
        if (number.length() > MOST_DIGITS || exponentDigits > MOST_EXPONENT_DIGITS) {
            throw new RefusedJsonException(delegate, "is larger or more precise than any number here");
        }
    }

    private void checkText(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0) {
                throw new RefusedJsonException(delegate, "must not contain the character U+0000");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new RefusedJsonException(delegate, "must not contain half a character");
                }
                i++;
            }
        }
    }
}
