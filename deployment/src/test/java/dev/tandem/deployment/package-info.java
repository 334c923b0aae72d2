/** Whether what deploys the platform fits the platform: manifests, compose file and alert rules against the applications. */
@NullMarked
package dev.tandem.deployment;

import org.jspecify.annotations.NullMarked;
