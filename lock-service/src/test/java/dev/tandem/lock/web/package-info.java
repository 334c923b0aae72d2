@NullMarked
package dev.tandem.lock.web;

import org.jspecify.annotations.NullMarked;
