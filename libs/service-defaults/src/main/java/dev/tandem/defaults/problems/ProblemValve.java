package dev.tandem.defaults.problems;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.defaults.correlation.Correlation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Answers what Tomcat refuses before any filter sees it, such as an address with a character that none may have. */
class ProblemValve extends ErrorReportValve {

    private final ObjectMapper json;

    ProblemValve(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        // The container's own rules: only errors, only once, and only if somebody can still hear it.
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var writable = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (writable.get()) {
            try {
                write(response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void write(Response response) throws IOException {
        var status = HttpStatusCode.valueOf(response.getStatus());
        var correlationId = Correlation.currentOrNew();
        var problem = Problem.of(status, StandardDetails.of(status))
                .with(Correlation.CORRELATION_ID, correlationId)
                .toResponse()
                .getBody();
        response.setHeader(Correlation.HEADER, correlationId);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        var writer = response.getReporter();
        if (writer != null) {
            writer.write(json.writeValueAsString(problem));
            response.finishResponse();
        }
    }
}
