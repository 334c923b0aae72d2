@NullMarked
package dev.tandem.testsupport;

import org.jspecify.annotations.NullMarked;
