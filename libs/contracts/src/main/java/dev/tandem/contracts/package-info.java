/** What all services share: topic names and how an order may be coordinated. The messages are in a package per owner. */
@NullMarked
package dev.tandem.contracts;

import org.jspecify.annotations.NullMarked;
