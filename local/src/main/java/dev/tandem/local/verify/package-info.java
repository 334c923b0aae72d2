/** Whether the platform's books agree with each other, judged from outside by what the services show over HTTP. */
@NullMarked
package dev.tandem.local.verify;

import org.jspecify.annotations.NullMarked;
