@NullMarked
package dev.tandem.order.domain;

import org.jspecify.annotations.NullMarked;
