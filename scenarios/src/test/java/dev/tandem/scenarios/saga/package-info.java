/** What is generated, checked without a platform. */
@NullMarked
package dev.tandem.scenarios.saga;

import org.jspecify.annotations.NullMarked;
