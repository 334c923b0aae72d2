package dev.tandem.bench.compare;

import dev.tandem.bench.Percentiles;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one coordination.
 *
 * @param answer what a customer hears, in short
 * @param answered how long until then
 * @param known how long until everybody can know that the order is confirmed
 * @param sights what others met meanwhile, of so many orders as were measured
 * @param outage {@code null} if nobody was killed
 */
record Finding(
        String coordination,
        String answer,
        Percentiles answered,
        Percentiles known,
        Costs.PerOrder costs,
        Watch.Sights sights,
        Outage.@Nullable Course outage) {

    Finding with(Outage.@Nullable Course course) {
        return new Finding(coordination, answer, answered, known, costs, sights, course);
    }
}
