package dev.tandem.commit.client;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Question;
import dev.tandem.commit.agreement.Reply;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks a member of a group over HTTP. Each question is one request; nothing is repeated here. Thread-safe. */
public final class MemberClient {

    private final RestClient http;

    /** @param http with timeouts: a member that stands still is silent */
    public MemberClient(RestClient http) {
        this.http = http;
    }

    private record Standing(
            @Nullable BranchState state, @Nullable Integer attempt) {}

    private record Problem(
            @Nullable String type,
            @Nullable BranchState state,
            @Nullable Integer epoch) {}

    /** What the member at that address answers; anything that is no answer is silence. */
    public Reply ask(URI member, UUID transactionId, Question question, Claim claim) {
        var branch = member.resolve("/branches/" + transactionId);
        try {
            return switch (question) {
                case LOOK -> stands(http.get().uri(branch));
                case PROMISE -> stands(posting(branch, "promise", claim));
                case PRE_COMMIT -> stands(posting(branch, "pre-commit", claim));
                case PRE_ABORT -> stands(posting(branch, "pre-abort", claim));
            };
        } catch (HttpClientErrorException e) {
            return refused(e);
        } catch (RestClientException e) {
            return new Reply.Silent();
        }
    }

    /** Tells it the outcome. */
    public Reply tell(URI member, UUID transactionId, Claim claim, BranchState outcome) {
        var branch = member.resolve("/branches/" + transactionId);
        try {
            return stands(http.post()
                    .uri(branch + (outcome == BranchState.COMMITTED ? "/commit" : "/abort"))
                    .body(Map.of("epoch", claim.epoch())));
        } catch (HttpClientErrorException e) {
            return refused(e);
        } catch (RestClientException e) {
            return new Reply.Silent();
        }
    }

    private RestClient.RequestHeadersSpec<?> posting(URI branch, String verb, Claim claim) {
        return http.post().uri(branch + "/" + verb).body(claim);
    }

    private static Reply stands(RestClient.RequestHeadersSpec<?> request) {
        var standing = request.retrieve().body(Standing.class);
        if (standing == null || standing.state() == null) {
            return new Reply.Silent();
        }
        return new Reply.Stands(standing.state(), Objects.requireNonNullElse(standing.attempt(), 0));
    }

    private static Reply refused(HttpClientErrorException answer) {
        if (answer.getStatusCode().value() == 404) {
            return new Reply.Stands(BranchState.ABORTED, 0); // it has not said yes, so nobody has decided to commit
        }
        var problem = problem(answer);
        if (problem == null) {
            return new Reply.Silent();
        }
        if ("/problems/stale-epoch".equals(problem.type()) && problem.epoch() != null) {
            return new Reply.Refuses(problem.epoch());
        }
        return problem.state() == null ? new Reply.Silent() : new Reply.Stands(problem.state(), 0);
    }

    private static @Nullable Problem problem(HttpClientErrorException answer) {
        try {
            return answer.getResponseBodyAs(Problem.class);
        } catch (RestClientException | IllegalStateException notOurs) {
            return null;
        }
    }
}
