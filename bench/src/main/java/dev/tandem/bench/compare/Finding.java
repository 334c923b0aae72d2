package dev.tandem.bench.compare;

import dev.tandem.bench.Percentiles;

/**
 * What was found out about one coordination.
 *
 * @param answer what a customer hears, in short
 * @param answered how long until then
 * @param known how long until everybody can know that the order is confirmed
 * @param sights what others met meanwhile, of so many orders as were measured
 */
record Finding(
        String coordination,
        String answer,
        Percentiles answered,
        Percentiles known,
        Costs.PerOrder costs,
        Watch.Sights sights) {}
