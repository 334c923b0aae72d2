package dev.tandem.lock.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many orders in one request: body of {@code POST /locks}. */
record LockOrders(@NotNull @Size(min = 1, max = 256) List<@Valid @NotNull LockOrder> operations) {

    /** What became of them, in their order. */
    record Results(List<Result> results) {}

    /**
     * What became of one.
     *
     * @param status that of the request which it stands for
     * @param body the same, a problem included; null for 204
     */
    record Result(int status, @Nullable Object body) {}
}
