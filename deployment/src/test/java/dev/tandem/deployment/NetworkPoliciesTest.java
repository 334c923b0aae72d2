package dev.tandem.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The policies let through what services are told to call, and nothing else. */
class NetworkPoliciesTest {

    private static final String NAME = "app.kubernetes.io/name";

    @Test
    void everyServiceIsClosedInBothDirectionsUnlessAPolicyOpensIt() {
        var nothing = Overlay.PRODUCTION
                .all("NetworkPolicy")
                .filter(it -> !it.spec().has("ingress") && !it.spec().has("egress"))
                .toList();

        assertThat(nothing).hasSize(1).first().satisfies(it -> {
            assertThat(it.at("/spec/policyTypes")).extracting(JsonNode::asText).containsExactly("Ingress", "Egress");
            assertThat(Overlay.PRODUCTION.services())
                    .hasSize(Application.values().length)
                    .allMatch(service -> service.hasPodsThatMatch(it.at("/spec/podSelector/matchLabels")));
        });
    }

    /** By the addresses in its environment. */
    @ParameterizedTest
    @EnumSource
    void aServiceGetsOutToThoseItIsToldToCall(Application application) {
        assertThat(egress(application)).isEqualTo(calls(application));
    }

    @ParameterizedTest
    @EnumSource
    void aServiceLetsInThoseWhoAreToldToCallIt(Application application) {
        var callers = new TreeSet<String>();
        for (var other : Application.values()) {
            if (calls(other).contains(address(application))) {
                callers.add(other.id());
            }
        }

        assertThat(ingress(application)).isEqualTo(callers);
    }

    @Test
    void onlyOrdersComeFromOutside() {
        assertThat(policies()
                        .filter(it -> it.at("/spec/ingress").findValues("namespaceSelector").stream()
                                .anyMatch(from -> from.toString().contains("ingress-nginx"))))
                .extracting(Manifest::name)
                .containsExactly("order-service");
        assertThat(Overlay.PRODUCTION.all("Ingress").flatMap(it -> it.body().findValues("service").stream()))
                .isNotEmpty()
                .allMatch(it -> it.path("name").asText().equals("order-service"));
        assertThat(Overlay.PRODUCTION.all("Ingress").flatMap(it -> it.body().findValues("path").stream()))
                .isNotEmpty()
                .noneMatch(it -> "/actuator".startsWith(it.asText()));
    }

    /** As in {@code saga-orchestrator:8085}. */
    private static Set<String> calls(Application application) {
        var calls = new TreeSet<String>();
        Overlay.PRODUCTION
                .service(application)
                .containers()
                .flatMap(it -> Manifest.each(it.path("env")))
                .map(it -> it.path("value").asText())
                .filter(it -> it.startsWith("http://"))
                .map(URI::create)
                .forEach(it -> calls.add(it.getHost() + ":" + it.getPort()));
        return calls;
    }

    private static String address(Application application) {
        return application.id() + ":" + application.port();
    }

    private static Set<String> egress(Application application) {
        var allowed = new TreeSet<String>();
        policiesOf(application)
                .flatMap(it -> Manifest.each(it.at("/spec/egress")))
                .forEach(rule -> {
                    for (var to : rule.path("to")) {
                        for (var port : rule.path("ports")) {
                            allowed.add(selected(to) + ":" + port.path("port").asText());
                        }
                    }
                });
        return allowed;
    }

    private static Set<String> ingress(Application application) {
        var allowed = new TreeSet<String>();
        policiesOf(application)
                .flatMap(it -> Manifest.each(it.at("/spec/ingress")))
                .flatMap(it -> Manifest.each(it.path("from")))
                .filter(it -> it.has("podSelector"))
                .forEach(it -> allowed.add(selected(it)));
        return allowed;
    }

    private static String selected(JsonNode peer) {
        return peer.path("podSelector").path("matchLabels").path(NAME).asText();
    }

    /** Its own policy, beside those for every service, which open database, broker, names and metrics. */
    private static Stream<Manifest> policiesOf(Application application) {
        return policies()
                .filter(it -> it.at("/spec/podSelector/matchLabels")
                        .path(NAME)
                        .asText()
                        .equals(application.id()));
    }

    private static Stream<Manifest> policies() {
        return Overlay.PRODUCTION.all("NetworkPolicy");
    }
}
