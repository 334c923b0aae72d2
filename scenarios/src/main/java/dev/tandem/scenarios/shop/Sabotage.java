package dev.tandem.scenarios.shop;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/** Makes things go wrong in running services, over {@code /actuator/faults}. */
public final class Sabotage {

    private final Wire wire = new Wire();
    private final Function<String, URI> addresses;

    /** @param addresses where a service listens, by its name */
    public Sabotage(Function<String, URI> addresses) {
        this.addresses = addresses;
    }

    public void arm(String service, Fault fault) {
        accepted(wire.post(at(service, "/" + fault.point()), fault.toJson(), Map.of()));
    }

    /** Lets nothing through between two services any more, be it messages or requests. */
    public void cut(String one, String other) {
        accepted(wire.post(at(one, "/links/" + other), Map.of(), Map.of()));
        accepted(wire.post(at(other, "/links/" + one), Map.of(), Map.of()));
    }

    public void heal(String one, String other) {
        accepted(wire.delete(at(one, "/links/" + other)));
        accepted(wire.delete(at(other, "/links/" + one)));
    }

    /** Disarms all that is armed in a service, and heals its links; one without faults, or without life, has none. */
    public void clear(String service) {
        try {
            var answer = wire.delete(at(service, ""));
            if (answer.status() != 404) {
                accepted(answer);
            }
        } catch (Unanswered itIsDead) {
            return; // and comes back unarmed
        }
    }

    private static void accepted(Wire.Answer answer) {
        if (answer.status() == 404) {
            throw new AssertionError("this service knows no faults; the platform was started with --no-faults");
        }
        if (answer.status() != 200) {
            throw new AssertionError("the fault was not accepted: " + answer);
        }
    }

    private URI at(String service, String path) {
        return addresses.apply(service).resolve("/actuator/faults" + path);
    }
}
