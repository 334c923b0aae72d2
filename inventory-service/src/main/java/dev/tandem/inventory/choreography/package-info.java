/** What inventory-service does of its own accord about orders that nobody conducts. */
@NullMarked
package dev.tandem.inventory.choreography;

import org.jspecify.annotations.NullMarked;
