package dev.tandem.local.platform;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/** One start of the platform: all of it in the end, or nothing that was not there before. */
final class StartUp {

    private final Parts parts;

    /** Each service, and the replicas that run: whoever says up has not asked for more of them, nor for fewer. */
    private final List<ServiceProcess> services;

    private final Ports ports;
    private final Duration patience;
    private final Progress progress;
    private final List<Part> startedHere = new CopyOnWriteArrayList<>();
    private final ReadWriteLock launching = new ReentrantReadWriteLock();
    private boolean givenUp;

    StartUp(Parts parts, Ports ports, Duration patience, Progress progress) {
        this.parts = parts;
        this.services = parts.servicesWithReplicas().stream()
                .filter(service -> service.isFirst() || service.process().isAlive())
                .toList();
        this.ports = ports;
        this.patience = patience;
        this.progress = progress;
    }

    /** Makes room for the start, or refuses it before anything has changed. */
    void prepare() {
        Parts.refuseTakenPorts(
                Stream.concat(parts.infrastructure().stream(), services.stream())
                        .filter(part -> !part.process().isAlive())
                        .toList(),
                ports);
        stopOutdated();
    }

    void run() {
        var interruption = new Thread(this::undo, "interrupted");
        Runtime.getRuntime().addShutdownHook(interruption);
        try {
            start(parts.infrastructure());
            start(services);
        } catch (RuntimeException failed) {
            undo();
            throw failed;
        } finally {
            forget(interruption);
        }
    }

    /** A service goes on with the code it was started with; whoever says up wants what was built last. */
    private void stopOutdated() {
        var outdated = services.stream()
                .filter(service -> service.process().isAlive() && !service.isUpToDate())
                .toList();
        if (!outdated.isEmpty()) {
            progress.note("Restarting what runs older code: "
                    + String.join(", ", outdated.stream().map(Part::name).toList()));
            new ShutDown(Progress.SILENT, ShutDown.PATIENCE).stopTogether(outdated);
        }
    }

    private void start(List<? extends Part> together) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ExecutorCompletionService<Part>(threads);
            together.forEach(part -> results.submit(() -> start(part)));
            for (int i = 0; i < together.size(); i++) {
                try {
                    results.take().get();
                } catch (ExecutionException e) {
                    threads.shutdownNow();
                    throw e.getCause() instanceof StartFailed failed ? failed : new IllegalStateException(e.getCause());
                } catch (InterruptedException e) {
                    threads.shutdownNow();
                    Thread.currentThread().interrupt();
                    throw new StartFailed("The start was interrupted.");
                }
            }
        }
    }

    private Part start(Part part) {
        var begin = System.nanoTime();
        var wasThere = part.process().isAlive();
        progress.begins(part.name(), wasThere ? "is there" : "starts");
        if (!wasThere) {
            launch(part);
        }
        part.awaitReady(patience);
        part.prepareForUse();
        progress.ends(part.name(), wasThere ? "was running" : "ready", Duration.ofNanos(System.nanoTime() - begin));
        return part;
    }

    private void launch(Part part) {
        launching.readLock().lock();
        try {
            if (givenUp) {
                throw new StartFailed("The start was interrupted.");
            }
            startedHere.add(part);
            part.launch();
        } finally {
            launching.readLock().unlock();
        }
    }

    /** Also runs when the launcher itself is told to end: what it has started so far must not stay behind. */
    private void undo() {
        launching.writeLock().lock(); // what is just being launched can be stopped only once it is there
        try {
            givenUp = true;
        } finally {
            launching.writeLock().unlock();
        }
        new ShutDown(progress, ShutDown.IMPATIENCE).stopInOrder(startedHere, parts);
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException itIsRunning) {
            // then it will finish the job
        }
    }
}
