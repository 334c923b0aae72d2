package dev.tandem.local.platform;

import dev.tandem.local.platform.PartStatus.State;
import dev.tandem.local.process.ManagedProcess;
import dev.tandem.local.process.Poll;
import dev.tandem.local.process.Processes;
import dev.tandem.local.process.Signal;
import java.time.Duration;
import java.util.List;

/** Something that runs as a process of its own. */
abstract sealed class Part permits PostgresServer, KafkaBroker, RedisServer, ZooKeeperServer, ServiceProcess {

    private static final int TOLD_LINES = 12;

    private final ManagedProcess process;

    Part(ManagedProcess process) {
        this.process = process;
    }

    final String name() {
        return process.name();
    }

    final ManagedProcess process() {
        return process;
    }

    /** Where clients find it. */
    abstract String address();

    /** The ports it listens on, by their names. */
    abstract List<String> portNames();

    /** Starts the process, and returns while that is still on its way. */
    abstract void launch();

    /** Asks the part itself; an open port alone says little. */
    abstract boolean isReady();

    /** What must exist in it before others may use it; repeating it changes nothing. */
    void prepareForUse() {}

    abstract Signal politeEnd();

    /** Starts it, if it does not run, and returns when others can use it. */
    final void start(Duration patience) {
        if (!process.isAlive()) {
            launch();
        }
        awaitReady(patience);
        prepareForUse();
    }

    final void awaitReady(Duration patience) {
        var seen = Poll.until(patience, () -> isReady() || !process.isAlive());
        if (Thread.currentThread().isInterrupted()) {
            throw new StartFailed(name() + " was given up");
        }
        if (!process.isAlive()) {
            throw StartFailed.died(name(), process.log(), process.lastWords(TOLD_LINES));
        }
        if (!seen) {
            throw StartFailed.silent(name(), process.log(), patience);
        }
    }

    final void stop(Duration patience) {
        process.stop(politeEnd(), patience);
    }

    final PartStatus status() {
        var pid = process.pid();
        var state = pid.isEmpty()
                ? process.hasDied() ? State.DIED : State.STOPPED
                : process.isPaused() ? State.PAUSED : isReady() ? State.READY : State.NOT_READY;
        var megabytes = pid.map(Processes::residentMegabytes).orElse(0L);
        return new PartStatus(name(), state, pid.orElse(0L), megabytes, address());
    }
}
