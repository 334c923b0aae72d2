/** The settings that every service starts from, and may override. */
@NullMarked
package dev.tandem.defaults.environment;

import org.jspecify.annotations.NullMarked;
