/** The platform as its customers and operators see it: over HTTP. */
@NullMarked
package dev.tandem.scenarios.shop;

import org.jspecify.annotations.NullMarked;
