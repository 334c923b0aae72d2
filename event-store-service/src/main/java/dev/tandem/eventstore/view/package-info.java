/** The platform's views, each a handful of SQL. */
@NullMarked
package dev.tandem.eventstore.view;

import org.jspecify.annotations.NullMarked;
