package dev.tandem.orchestrator.commit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Group;
import dev.tandem.commit.agreement.Question;
import dev.tandem.commit.agreement.Reply;
import dev.tandem.commit.client.MemberClient;
import dev.tandem.defaults.environment.ServiceAddresses;
import dev.tandem.defaults.http.KeptConnections;
import dev.tandem.orchestrator.commit.Acknowledgement.Ended;
import dev.tandem.orchestrator.commit.Acknowledgement.Replaced;
import dev.tandem.orchestrator.commit.Acknowledgement.Silence;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The participants' contract from the coordinator's side. Each call is one request. */
@Component
class Participants implements DisposableBean {

    private static final Duration CONNECT = Duration.ofSeconds(1);

    /** To one of them; more transactions than that are not under way. */
    private static final int CONNECTIONS = 256;

    private final HttpComponentsClientHttpRequestFactory requests;
    private final RestClient http;
    private final MemberClient members;
    private final ServiceAddresses addresses;
    private final VoteGuards guards;

    Participants(
            RestClient.Builder http, ServiceAddresses addresses, VoteGuards guards, CoordinatorProperties properties) {
        this.requests = KeptConnections.requests(CONNECT, properties.longestTimeout(), CONNECTIONS);
        this.http = http.clone().requestFactory(requests).build();
        this.members = new MemberClient(this.http);
        this.addresses = addresses;
        this.guards = guards;
    }

    private record Prepare(
            int epoch,
            String operation,
            JsonNode payload,
            boolean onePhase,
            @Nullable Group group) {}

    private record Vote(
            BranchRecord.Vote vote,
            @Nullable String state,
            @Nullable String reason,
            @Nullable String detail) {}

    private record Problem(
            @Nullable String type,
            @Nullable String state,
            @Nullable Integer epoch) {}

    boolean know(String participant) {
        return addresses.find(participant).isPresent();
    }

    /**
     * Asks for a vote.
     *
     * @throws RuntimeException if there is no answer, and so perhaps a prepared branch; or nobody was asked
     */
    Ballot vote(Transaction transaction, Begin.BranchRequest request) {
        var prepare = new Prepare(
                transaction.epoch(),
                request.operation(),
                request.payload(),
                transaction.hasOneBranch(),
                transaction.group());
        return guards.ask(request.participant(), () -> vote(transaction.id(), request.participant(), prepare));
    }

    private Ballot vote(UUID id, String participant, Prepare prepare) {
        try {
            var vote = Objects.requireNonNull(http.post()
                    .uri(addresses.of(participant).resolve("/branches/" + id + "/prepare"))
                    .body(prepare)
                    .retrieve()
                    .body(Vote.class));
            return new Ballot(vote.vote(), "COMMITTED".equals(vote.state()), vote.reason(), vote.detail());
        } catch (HttpClientErrorException e) { // refused before anything was begun
            return new Ballot(BranchRecord.Vote.NO, false, "REFUSED", e.getMessage());
        }
    }

    /** Leads a group: one question to one member of it. */
    Reply ask(UUID id, int epoch, String participant, Question question) {
        return members.ask(addresses.of(participant), id, question, new Claim(epoch, Claim.COORDINATOR));
    }

    /** Tells the decision. */
    Acknowledgement tell(UUID id, int epoch, String participant, boolean commit) {
        var verb = commit ? "/commit" : "/abort";
        try {
            http.post()
                    .uri(addresses.of(participant).resolve("/branches/" + id + verb))
                    .body(Map.of("epoch", epoch))
                    .retrieve()
                    .toBodilessEntity();
            return new Ended(commit ? BranchRecord.State.COMMITTED : BranchRecord.State.ABORTED);
        } catch (HttpClientErrorException e) {
            return refused(e);
        } catch (RestClientException e) {
            return new Silence(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private static Acknowledgement refused(HttpClientErrorException answer) {
        var problem = problem(answer);
        var type = problem == null ? "" : Objects.requireNonNullElse(problem.type(), "");
        return switch (type) {
            case "/problems/stale-epoch" -> new Replaced(epochOf(problem));
            case "/problems/heuristic-outcome" ->
                new Ended(BranchRecord.State.valueOf(
                        Objects.requireNonNull(Objects.requireNonNull(problem).state())));
            default -> new Silence("answered " + answer.getStatusCode());
        };
    }

    private static int epochOf(@Nullable Problem problem) {
        var epoch = problem == null ? null : problem.epoch();
        return epoch == null ? 0 : epoch;
    }

    private static @Nullable Problem problem(HttpClientErrorException answer) {
        try {
            return answer.getResponseBodyAs(Problem.class);
        } catch (RestClientException | IllegalStateException notOurs) {
            return null;
        }
    }

    @Override
    public void destroy() throws Exception {
        requests.destroy();
    }
}
