/** Tests of {@code dev.tandem.local.platform}: real processes and servers, nothing mocked. */
@NullMarked
package dev.tandem.local.platform;

import org.jspecify.annotations.NullMarked;
