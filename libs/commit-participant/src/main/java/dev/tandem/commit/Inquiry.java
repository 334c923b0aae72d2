package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks on behalf of branches in doubt: the coordinator, and if that cannot be reached, the other participants (guide,
 * 'B can also ask other participants for the outcome'). A peer that has ended its branch knows; one that waits itself,
 * or has never heard of it, does not, and then nobody may decide: that is the blocking of two-phase commit.
 */
class Inquiry {

    private static final Logger log = LoggerFactory.getLogger(Inquiry.class);

    private final RestClient http;
    private final URI coordinator;
    private final Map<String, URI> peers;
    private final Set<URI> silent = new HashSet<>();

    /** Whoever does not answer once is not asked again by the same inquiry: make one for each look at the branches. */
    Inquiry(RestClient http, URI coordinator, Map<String, URI> peers) {
        this.http = http;
        this.coordinator = coordinator;
        this.peers = peers;
    }

    private record DecisionView(String decision, boolean presumed) {}

    private record StateView(String state) {}

    /** What the coordinator has decided; empty if it is silent. */
    Optional<Advice> ofCoordinator(UUID id) {
        var decision = get(coordinator, "/transactions/" + id + "/decision", DecisionView.class);
        if (decision == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (decision.decision()) {
                    case "COMMIT" -> Advice.COMMIT;
                    case "ABORT" -> decision.presumed() ? Advice.ABORT_PRESUMED : Advice.ABORT;
                    default -> Advice.WAIT;
                });
    }

    /** What another participant knows. */
    Advice ofPeers(UUID id) {
        for (var peer : peers.entrySet()) {
            var branch = get(peer.getValue(), "/branches/" + id, StateView.class);
            if (branch != null && branch.state().equals(BranchState.COMMITTED.name())) {
                log.info("the coordinator is silent, and {} has committed transaction {}", peer.getKey(), id);
                return Advice.COMMIT;
            }
            if (branch != null && branch.state().equals(BranchState.ABORTED.name())) {
                log.info("the coordinator is silent, and {} has aborted transaction {}", peer.getKey(), id);
                return Advice.ABORT;
            }
        }
        return Advice.WAIT;
    }

    private <T> @Nullable T get(URI base, String path, Class<T> type) {
        if (silent.contains(base)) {
            return null;
        }
        try {
            return http.get().uri(base.resolve(path)).retrieve().body(type);
        } catch (HttpClientErrorException e) {
            return null; // it has nothing to say about this one
        } catch (RestClientException e) {
            silent.add(base);
            return null;
        }
    }
}
