/** Real servers for tests, one of each per test JVM, and the rules that every module's architecture keeps. */
@NullMarked
package dev.tandem.testsupport;

import org.jspecify.annotations.NullMarked;
