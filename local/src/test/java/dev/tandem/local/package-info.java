/** Tests of {@code dev.tandem.local}: real processes and servers, nothing mocked. */
@NullMarked
package dev.tandem.local;

import org.jspecify.annotations.NullMarked;
