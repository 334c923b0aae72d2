/** The description of the API, at /v3/api-docs and /swagger-ui.html. */
@NullMarked
package dev.tandem.defaults.documentation;

import org.jspecify.annotations.NullMarked;
