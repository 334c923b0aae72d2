package dev.tandem.defaults.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, and where the rest begins.
 *
 * @param items the rows
 * @param next the cursor to ask for more with; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {}
