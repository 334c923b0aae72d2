package dev.tandem.idempotency;

import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Which answers are final, so that repeats get them; any other frees the key, and a repeat is carried out (guide,
 * 'Failed Operations': permanent errors are kept, transient ones are not). A service with other rules makes a bean.
 */
@FunctionalInterface
public interface AnswerPolicy {

    boolean keeps(StoredAnswer answer);

    /**
     * The rules unless somebody has others: what succeeded is kept, and so is what was refused for good once the work had
     * been looked into (409, 410, 412, 422 and the like). Not kept: failures of the server (5xx); anything with
     * {@code Retry-After}; and refusals of the request itself before any work, which the client can mend and send again
     * under the same key.
     */
    static AnswerPolicy finalAnswers() {
        var refusedBeforeWork = Set.of(400, 401, 403, 404, 405, 406, 408, 411, 413, 414, 415, 425, 428, 429, 431);
        return answer -> answer.status() < 500
                && !refusedBeforeWork.contains(answer.status())
                && !answer.headers().containsKey(HttpHeaders.RETRY_AFTER);
    }
}
