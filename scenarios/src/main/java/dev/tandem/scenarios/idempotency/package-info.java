/** The guide's chapter 'Idempotency', as stories. */
@NullMarked
package dev.tandem.scenarios.idempotency;

import org.jspecify.annotations.NullMarked;
