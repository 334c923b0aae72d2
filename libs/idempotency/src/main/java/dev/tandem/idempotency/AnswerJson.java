package dev.tandem.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An answer as one text, for stores that keep texts; its body byte by byte. */
record AnswerJson(int status, Map<String, List<String>> headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static AnswerJson of(StoredAnswer answer) {
        return new AnswerJson(
                answer.status(), answer.headers(), Base64.getEncoder().encodeToString(answer.body()));
    }

    StoredAnswer answer() {
        return new StoredAnswer(status, headers, Base64.getDecoder().decode(body));
    }

    static String write(StoredAnswer answer) {
        try {
            return JSON.writeValueAsString(of(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + answer, e);
        }
    }

    static StoredAnswer read(String answer) {
        try {
            return JSON.readValue(answer, AnswerJson.class).answer();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no answer: " + answer, e);
        }
    }
}
