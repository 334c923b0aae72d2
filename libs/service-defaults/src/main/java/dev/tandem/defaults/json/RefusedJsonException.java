package dev.tandem.defaults.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;

/** JSON that is well formed but not accepted; its message is meant for the client, its parser knows the field. */
public class RefusedJsonException extends JsonParseException {

    RefusedJsonException(JsonParser parser, String message) {
        super(parser, message);
    }
}
