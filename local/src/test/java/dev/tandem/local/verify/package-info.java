/** Tests of {@code dev.tandem.local.verify}: real processes and servers, nothing mocked. */
@NullMarked
package dev.tandem.local.verify;

import org.jspecify.annotations.NullMarked;
