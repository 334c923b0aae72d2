package dev.tandem.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** An answer that has not left yet: its record comes first, and may still turn out otherwise. */
final class BufferedAnswer extends ContentCachingResponseWrapper {

    /** Tells a repeat's answer from the first. */
    static final String REPLAYED = "Idempotency-Replayed";

    /** Headers of the way that an answer takes, not of the answer; cookies are for one client at one time. */
    private static final Set<String> OF_TRANSPORT = Set.of(
            "connection", "content-length", "content-type", "date", "keep-alive", "set-cookie", "transfer-encoding");

    /** What was there before anybody answered, such as the correlation id: each request has its own. */
    private final Map<String, List<String>> before;

    private boolean leftToContainer;

    BufferedAnswer(HttpServletResponse response) {
        super(response);
        this.before = headers(response);
    }

    /** The answer as it would be kept. */
    StoredAnswer stored() {
        var headers = headers(this);
        before.keySet().forEach(headers::remove);
        headers.keySet().removeIf(name -> OF_TRANSPORT.contains(name.toLowerCase(Locale.ROOT)));
        if (getContentType() != null) {
            headers.put(HttpHeaders.CONTENT_TYPE, List.of(getContentType()));
        }
        return new StoredAnswer(getStatus(), headers, getContentAsByteArray());
    }

    /** Whether the answer is an error page that the servlet container will write, out of our sight. */
    boolean isLeftToContainer() {
        return leftToContainer;
    }

    @Override
    public void sendError(int status) throws IOException {
        leftToContainer = true;
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        leftToContainer = true;
        super.sendError(status, message);
    }

    /** Forgets all that was answered so far. */
    void discard() {
        reset();
        before.forEach((name, values) -> values.forEach(value -> addHeader(name, value)));
    }

    /** Answers as before. */
    void replay(StoredAnswer answer) throws IOException {
        setStatus(answer.status());
        answer.headers().forEach((name, values) -> values.forEach(value -> addHeader(name, value)));
        setHeader(REPLAYED, "true");
        getOutputStream().write(answer.body());
    }

    private static Map<String, List<String>> headers(HttpServletResponse response) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var name : response.getHeaderNames()) {
            headers.put(name, new ArrayList<>(response.getHeaders(name)));
        }
        return headers;
    }
}
