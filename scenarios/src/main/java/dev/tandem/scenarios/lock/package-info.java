/**
 * Stories about locks. The holders are processes of their own, see {@link dev.tandem.scenarios.lock.Worker}: only a
 * process can be killed or stand still.
 */
@NullMarked
package dev.tandem.scenarios.lock;

import org.jspecify.annotations.NullMarked;
