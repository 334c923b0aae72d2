/**
 * Stories of what sagas give up, isolation: each anomaly as it happens to a naive shop and not to the platform, and the
 * countermeasures one by one.
 */
@NullMarked
package dev.tandem.scenarios.isolation;

import org.jspecify.annotations.NullMarked;
