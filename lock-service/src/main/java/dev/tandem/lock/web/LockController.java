package dev.tandem.lock.web;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.lock.core.Acquisition;
import dev.tandem.lock.core.LockQueries;
import dev.tandem.lock.core.LockTable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Locks over HTTP. Who waits does so on the line: to hang up is to leave the queue. */
@RestController
@RequestMapping("/locks")
class LockController {

    private final LockTable locks;
    private final LockQueries queries;

    LockController(LockTable locks, LockQueries queries) {
        this.locks = locks;
        this.queries = queries;
    }

    /** 201 with the lease, 423 {@code lock-held} if others had it all the time. */
    @PostMapping("/{key}")
    ResponseEntity<LockView> acquire(
            @PathVariable @LockKey String key, @Valid @RequestBody AcquireLock wanted, HttpServletRequest request)
            throws InterruptedException {
        return switch (locks.acquire(wanted.of(key), Line.to(request)::isCut)) {
            case Acquisition.Granted(var lock) ->
                ResponseEntity.created(URI.create("/locks/" + key)).body(LockView.of(lock));
            case Acquisition.Refused refused -> throw LockProblems.held(key, refused);
            case Acquisition.Abandoned _ -> throw Problem.of(HttpStatus.REQUEST_TIMEOUT, "The caller has hung up.");
        };
    }

    /** Extends the lease; 409 {@code lease-lost} if it is no longer its owner's. */
    @PutMapping("/{key}")
    LockView renew(@PathVariable @LockKey String key, @Valid @RequestBody RenewLock wanted) {
        return locks.renew(key, wanted.leaseId(), wanted.ttl())
                .map(LockView::of)
                .orElseThrow(() -> LockProblems.lost(key));
    }

    /** Gives the lock back; 409 {@code lease-lost} if it is no longer its owner's. */
    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable @LockKey String key, @RequestParam UUID leaseId) {
        if (!locks.release(key, leaseId)) {
            throw LockProblems.lost(key);
        }
    }

    /** Who holds the lock; 404 if nobody does. */
    @GetMapping("/{key}")
    LockView.Public lock(@PathVariable @LockKey String key) {
        return queries.find(key).map(LockView.Public::of).orElseThrow(() -> Problem.notFound("lock", key));
    }

    /** The locks that somebody holds, in the order of their keys. */
    @GetMapping
    Page<LockView.Public> list(@RequestParam(defaultValue = "") @Size(max = 200) String prefix, PageRequest page) {
        var found = queries.list(prefix, page.after(key -> key), page.fetch());
        return page.of(found.stream().map(LockView.Public::of).toList(), LockView.Public::key);
    }
}
