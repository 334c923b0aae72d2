package dev.tandem.lock.web;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.lock.core.Acquisition;
import dev.tandem.lock.core.LockStoreUnavailable;
import dev.tandem.lock.core.LockTable;
import dev.tandem.lock.web.LockOrders.Result;
import dev.tandem.lock.web.LockOrders.Results;
import jakarta.validation.Valid;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Orders about many locks in one request, for clients whose threads want locks at the same time: a request costs more
 * than what is done for it. Each order stands for itself, and is answered as it would have been alone.
 */
@RestController
@RequestMapping("/locks")
class LockOrdersController {

    private final LockTable locks;

    LockOrdersController(LockTable locks) {
        this.locks = locks;
    }

    /** 200 with as many results as there are orders, whatever became of each. */
    @PostMapping
    Results carryOut(@Valid @RequestBody LockOrders orders) {
        var underWay = orders.operations().stream().map(this::begin).toList(); // all, before the first is waited for
        return new Results(underWay.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Result> begin(LockOrder order) {
        var result =
                switch (order) {
                    case LockOrder.Acquire(var key, var owner, var ttl) ->
                        locks.tryAcquireAsync(key, owner, ttl).thenApply(acquisition -> acquired(key, acquisition));
                    case LockOrder.Renew(var key, var leaseId, var ttl) ->
                        locks.renewAsync(key, leaseId, ttl)
                                .thenApply(renewed -> renewed.map(lock -> new Result(200, LockView.of(lock)))
                                        .orElseGet(() -> problem(LockProblems.lost(key))));
                    case LockOrder.Release(var key, var leaseId) ->
                        locks.releaseAsync(key, leaseId)
                                .thenApply(
                                        released -> released ? new Result(204, null) : problem(LockProblems.lost(key)));
                };
        return result.exceptionally(LockOrdersController::failed);
    }

    private static Result acquired(String key, Acquisition acquisition) {
        return switch (acquisition) {
            case Acquisition.Granted(var lock) -> new Result(201, LockView.of(lock));
            case Acquisition.Refused refused -> problem(LockProblems.held(key, refused));
            case Acquisition.Abandoned _ -> throw new IllegalStateException("nobody waited for " + key);
        };
    }

    private static Result failed(Throwable failure) {
        if (failure instanceof CompletionException wrapped
                && wrapped.getCause() instanceof LockStoreUnavailable unavailable) {
            return problem(LockProblems.storeUnavailable(unavailable));
        }
        throw new IllegalStateException(failure);
    }

    private static Result problem(Problem problem) {
        return new Result(problem.status().value(), problem.toResponse().getBody());
    }
}
