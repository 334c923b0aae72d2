package dev.tandem.messaging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A message as it will be published: what inbox and outbox rows keep. They are many, so what follows from the rest is
 * not kept: see {@link #completeHeaders} and {@link #without}.
 */
record Outgoing(UUID id, String topic, String key, Map<String, String> headers, String body) {

    /** Without what it inherited from the message that caused it, and will inherit again when that is redelivered. */
    Outgoing without(Map<String, String> inherited) {
        var own = new LinkedHashMap<>(headers);
        own.entrySet().removeAll(inherited.entrySet());
        return new Outgoing(id, topic, key, own, body);
    }

    /** The reverse of {@link #without}. */
    Outgoing with(Map<String, String> inherited) {
        var all = new LinkedHashMap<>(headers);
        inherited.forEach(all::putIfAbsent);
        return new Outgoing(id, topic, key, all, body);
    }

    /** All headers. The copy of a received message, such as a dead letter, brings its own. */
    Map<String, String> completeHeaders() {
        if (headers.containsKey(Headers.ID)) {
            return headers;
        }
        var complete = new LinkedHashMap<>(headers);
        complete.put(Headers.CONTENT_TYPE, "application/json");
        complete.put(Headers.SPEC_VERSION, "1.0");
        complete.put(Headers.ID, id.toString());
        complete.put(Headers.SUBJECT, key);
        complete.put(Headers.DATA_SCHEMA, "/schemas/" + headers.get(Headers.TYPE) + "/1");
        return complete;
    }
}
