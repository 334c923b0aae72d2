/** Tests of {@code dev.tandem.local.process}: real processes and servers, nothing mocked. */
@NullMarked
package dev.tandem.local.process;

import org.jspecify.annotations.NullMarked;
