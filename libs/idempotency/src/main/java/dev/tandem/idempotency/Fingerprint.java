package dev.tandem.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Tells whether two requests ask for the same: a hash over method, address and body. Headers do not count, and neither
 * does how JSON is written: white space, the order of fields, 26.0 or 26.00. Values and their order in lists do.
 */
final class Fingerprint {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Fingerprint() {}

    /** The body as JSON; missing if it is none, which is for the controller to complain about. */
    static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    /**
     * The request's fingerprint.
     *
     * @param address path and query
     * @param json the body, if it is JSON; else its bytes count
     */
    static String of(String method, String address, JsonNode json, byte[] body) {
        var digest = sha256();
        digest.update((method + ' ' + address + '\n').getBytes(StandardCharsets.UTF_8));
        if (json.isMissingNode()) {
            digest.update(body);
        } else {
            var canonical = new StringBuilder();
            write(json, canonical);
            digest.update(canonical.toString().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void write(JsonNode node, StringBuilder canonical) {
        switch (node.getNodeType()) {
            case OBJECT -> writeFields(node, canonical);
            case ARRAY -> {
                canonical.append('[');
                node.forEach(element -> {
                    write(element, canonical);
                    canonical.append(',');
                });
                canonical.append(']');
            }
            case NUMBER -> canonical.append(node.decimalValue().stripTrailingZeros());
            case BINARY, BOOLEAN, MISSING, NULL, POJO, STRING -> canonical.append(node);
        }
    }

    private static void writeFields(JsonNode object, StringBuilder canonical) {
        var byName = new TreeMap<String, JsonNode>();
        object.properties().forEach(field -> byName.put(field.getKey(), field.getValue()));
        canonical.append('{');
        byName.forEach((name, value) -> {
            canonical.append(TextNode.valueOf(name)).append(':');
            write(value, canonical);
            canonical.append(',');
        });
        canonical.append('}');
    }
}
