/** Every timeline as a story that plays on the running platform, tells what it does and checks what comes of it. */
@NullMarked
package dev.tandem.scenarios;

import org.jspecify.annotations.NullMarked;
