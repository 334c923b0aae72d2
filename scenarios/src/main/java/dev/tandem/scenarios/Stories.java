package dev.tandem.scenarios;

import dev.tandem.scenarios.backends.AdvisoryLock;
import dev.tandem.scenarios.backends.RedlockLongPause;
import dev.tandem.scenarios.backends.RedlockMajority;
import dev.tandem.scenarios.backends.RedlockMinorityPartition;
import dev.tandem.scenarios.backends.ZooKeeperFencing;
import dev.tandem.scenarios.backends.ZooKeeperQueue;
import dev.tandem.scenarios.backends.ZooKeeperSessionLost;
import dev.tandem.scenarios.choreography.ChoreographyConfirmed;
import dev.tandem.scenarios.choreography.ChoreographyGoesSilent;
import dev.tandem.scenarios.choreography.ChoreographyInventoryFails;
import dev.tandem.scenarios.choreography.ChoreographyPaymentFails;
import dev.tandem.scenarios.choreography.ChoreographyServiceDownAndBack;
import dev.tandem.scenarios.choreography.ChoreographyShippingFails;
import dev.tandem.scenarios.choreography.ChoreographyTrace;
import dev.tandem.scenarios.commit.CommitCrashPoints;
import dev.tandem.scenarios.commit.ThreePhaseAllYes;
import dev.tandem.scenarios.commit.ThreePhaseBackupDiesHalfWay;
import dev.tandem.scenarios.commit.ThreePhaseCoordinatorCrashAfterPreCommit;
import dev.tandem.scenarios.commit.ThreePhaseCoordinatorCrashBeforePreCommit;
import dev.tandem.scenarios.commit.ThreePhaseCoordinatorCrashDuringPreCommit;
import dev.tandem.scenarios.commit.ThreePhaseCoordinatorTakeover;
import dev.tandem.scenarios.commit.ThreePhaseOneNo;
import dev.tandem.scenarios.commit.ThreePhaseParticipantSleepsThrough;
import dev.tandem.scenarios.commit.ThreePhasePartitionQuorumHolds;
import dev.tandem.scenarios.commit.ThreePhasePartitionSplitsGuideRule;
import dev.tandem.scenarios.commit.ThreePhaseSlowCoordinatorSuspected;
import dev.tandem.scenarios.commit.TwoPhaseAllYes;
import dev.tandem.scenarios.commit.TwoPhaseAskThePeers;
import dev.tandem.scenarios.commit.TwoPhaseBlocking;
import dev.tandem.scenarios.commit.TwoPhaseBranchRolledBackByHand;
import dev.tandem.scenarios.commit.TwoPhaseCoordinatorCrashAfterDecision;
import dev.tandem.scenarios.commit.TwoPhaseCoordinatorCrashBeforeDecision;
import dev.tandem.scenarios.commit.TwoPhaseCoordinatorCrashBetweenCommits;
import dev.tandem.scenarios.commit.TwoPhaseCoordinatorTakeover;
import dev.tandem.scenarios.commit.TwoPhaseCrossingPairs;
import dev.tandem.scenarios.commit.TwoPhaseDeadlockAcrossDatabases;
import dev.tandem.scenarios.commit.TwoPhaseLateVote;
import dev.tandem.scenarios.commit.TwoPhaseNoAnswer;
import dev.tandem.scenarios.commit.TwoPhaseOneNo;
import dev.tandem.scenarios.commit.TwoPhaseParticipantCrashAfterCommit;
import dev.tandem.scenarios.commit.TwoPhaseParticipantCrashAfterVote;
import dev.tandem.scenarios.commit.TwoPhaseParticipantCrashBeforeVote;
import dev.tandem.scenarios.events.CrudToEventsMigration;
import dev.tandem.scenarios.events.EventsAppendAndReplay;
import dev.tandem.scenarios.events.EventsConcurrentAppend;
import dev.tandem.scenarios.events.EventsCopyAndReplace;
import dev.tandem.scenarios.events.EventsGlobalOrder;
import dev.tandem.scenarios.events.EventsPartitions;
import dev.tandem.scenarios.events.EventsSchemaRegistry;
import dev.tandem.scenarios.events.EventsUpcasting;
import dev.tandem.scenarios.events.EventsVersionedTypes;
import dev.tandem.scenarios.events.EventsWeakSchema;
import dev.tandem.scenarios.events.ProjectionRebuild;
import dev.tandem.scenarios.events.Projections;
import dev.tandem.scenarios.events.ProjectionsCrashPoints;
import dev.tandem.scenarios.events.SnapshotByAge;
import dev.tandem.scenarios.events.SnapshotEveryN;
import dev.tandem.scenarios.events.SnapshotHybrid;
import dev.tandem.scenarios.events.SnapshotOnLoad;
import dev.tandem.scenarios.events.SnapshotRetention;
import dev.tandem.scenarios.events.TimeTravel;
import dev.tandem.scenarios.idempotency.ExactlyOnceEffects;
import dev.tandem.scenarios.idempotency.IdempotencyBodyMismatch;
import dev.tandem.scenarios.idempotency.IdempotencyConcurrent;
import dev.tandem.scenarios.idempotency.IdempotencyCrashInFlight;
import dev.tandem.scenarios.idempotency.IdempotencyErrors;
import dev.tandem.scenarios.idempotency.IdempotencyEventId;
import dev.tandem.scenarios.idempotency.IdempotencyExpiry;
import dev.tandem.scenarios.idempotency.IdempotencyLoadBalancerRetry;
import dev.tandem.scenarios.idempotency.IdempotencyLongRunning;
import dev.tandem.scenarios.idempotency.IdempotencyNetworkRetry;
import dev.tandem.scenarios.idempotency.IdempotencyRecordInTransaction;
import dev.tandem.scenarios.idempotency.IdempotencyRedeliveredMessage;
import dev.tandem.scenarios.idempotency.IdempotencyRedis;
import dev.tandem.scenarios.idempotency.IdempotencyScope;
import dev.tandem.scenarios.idempotency.IdempotencyUniqueConstraint;
import dev.tandem.scenarios.idempotency.KafkaProducerRetry;
import dev.tandem.scenarios.isolation.CountermeasureCommutativeUpdates;
import dev.tandem.scenarios.isolation.CountermeasureReordering;
import dev.tandem.scenarios.isolation.CountermeasureReread;
import dev.tandem.scenarios.isolation.CountermeasureSemanticLock;
import dev.tandem.scenarios.isolation.CountermeasureStableView;
import dev.tandem.scenarios.isolation.CountermeasureVersion;
import dev.tandem.scenarios.isolation.IsolationDirtyRead;
import dev.tandem.scenarios.isolation.IsolationLostUpdate;
import dev.tandem.scenarios.isolation.IsolationNonRepeatableRead;
import dev.tandem.scenarios.lock.LockDeadWaiter;
import dev.tandem.scenarios.lock.LockDuplicateWork;
import dev.tandem.scenarios.lock.LockFairQueue;
import dev.tandem.scenarios.lock.LockForeignRelease;
import dev.tandem.scenarios.lock.LockHolderCrash;
import dev.tandem.scenarios.lock.LockRenewal;
import dev.tandem.scenarios.lock.LockRenewalLost;
import dev.tandem.scenarios.lock.LockStaleWriteFenced;
import dev.tandem.scenarios.saga.SagaBrokerDown;
import dev.tandem.scenarios.saga.SagaCancelConfirmedOrder;
import dev.tandem.scenarios.saga.SagaCompensationBeforeAction;
import dev.tandem.scenarios.saga.SagaCompensationRetried;
import dev.tandem.scenarios.saga.SagaConfirmed;
import dev.tandem.scenarios.saga.SagaCrashPoints;
import dev.tandem.scenarios.saga.SagaCrashUnderLoad;
import dev.tandem.scenarios.saga.SagaDatabaseDown;
import dev.tandem.scenarios.saga.SagaDefinitionUpgraded;
import dev.tandem.scenarios.saga.SagaLateSuccess;
import dev.tandem.scenarios.saga.SagaOrchestratorCrash;
import dev.tandem.scenarios.saga.SagaOutOfStock;
import dev.tandem.scenarios.saga.SagaParticipantCrash;
import dev.tandem.scenarios.saga.SagaParticipantPoints;
import dev.tandem.scenarios.saga.SagaPausedConsumer;
import dev.tandem.scenarios.saga.SagaPaymentDeclined;
import dev.tandem.scenarios.saga.SagaRepeatedMessages;
import dev.tandem.scenarios.saga.SagaReserveFirst;
import dev.tandem.scenarios.saga.SagaStepTimeout;
import dev.tandem.scenarios.saga.SagaStuckAndResolved;
import dev.tandem.scenarios.saga.SagaTransientErrorRetried;
import dev.tandem.scenarios.saga.SagaTwoOrchestrators;
import dev.tandem.scenarios.saga.SagaUndeliverable;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

/** All there are, in the order in which one would tell them. */
final class Stories {

    static final List<Story> ALL = List.of(
            new SagaConfirmed(),
            new SagaPaymentDeclined(),
            new SagaOutOfStock(),
            new SagaUndeliverable(),
            new SagaReserveFirst(),
            new SagaCancelConfirmedOrder(),
            new SagaTransientErrorRetried(),
            new SagaStepTimeout(),
            new SagaCompensationRetried(),
            new SagaStuckAndResolved(),
            new SagaLateSuccess(),
            new SagaCompensationBeforeAction(),
            new SagaRepeatedMessages(),
            new SagaOrchestratorCrash(),
            new SagaTwoOrchestrators(),
            new SagaDefinitionUpgraded(),
            new SagaParticipantCrash(),
            new SagaParticipantPoints(),
            new SagaBrokerDown(),
            new SagaDatabaseDown(),
            new SagaCrashUnderLoad(),
            new SagaPausedConsumer(),
            new SagaCrashPoints(),
            new TwoPhaseAllYes(),
            new TwoPhaseOneNo(),
            new TwoPhaseNoAnswer(),
            new TwoPhaseCoordinatorCrashBeforeDecision(),
            new TwoPhaseCoordinatorCrashAfterDecision(),
            new TwoPhaseCoordinatorCrashBetweenCommits(),
            new TwoPhaseParticipantCrashBeforeVote(),
            new TwoPhaseParticipantCrashAfterVote(),
            new TwoPhaseParticipantCrashAfterCommit(),
            new TwoPhaseAskThePeers(),
            new TwoPhaseBlocking(),
            new TwoPhaseLateVote(),
            new TwoPhaseBranchRolledBackByHand(),
            new TwoPhaseDeadlockAcrossDatabases(),
            new TwoPhaseCrossingPairs(),
            new TwoPhaseCoordinatorTakeover(),
            new ThreePhaseAllYes(),
            new ThreePhaseOneNo(),
            new ThreePhaseCoordinatorCrashBeforePreCommit(),
            new ThreePhaseCoordinatorCrashDuringPreCommit(),
            new ThreePhaseCoordinatorCrashAfterPreCommit(),
            new ThreePhasePartitionSplitsGuideRule(),
            new ThreePhasePartitionQuorumHolds(),
            new ThreePhaseSlowCoordinatorSuspected(),
            new ThreePhaseParticipantSleepsThrough(),
            new ThreePhaseCoordinatorTakeover(),
            new ThreePhaseBackupDiesHalfWay(),
            new CommitCrashPoints(),
            new ChoreographyConfirmed(),
            new ChoreographyPaymentFails(),
            new ChoreographyInventoryFails(),
            new ChoreographyShippingFails(),
            new ChoreographyServiceDownAndBack(),
            new ChoreographyGoesSilent(),
            new ChoreographyTrace(),
            new IsolationLostUpdate(),
            new IsolationDirtyRead(),
            new IsolationNonRepeatableRead(),
            new CountermeasureSemanticLock(),
            new CountermeasureCommutativeUpdates(),
            new CountermeasureReread(),
            new CountermeasureVersion(),
            new CountermeasureReordering(),
            new CountermeasureStableView(),
            new IdempotencyNetworkRetry(),
            new IdempotencyRedeliveredMessage(),
            new IdempotencyLoadBalancerRetry(),
            new IdempotencyBodyMismatch(),
            new IdempotencyConcurrent(),
            new IdempotencyLongRunning(),
            new IdempotencyErrors(),
            new IdempotencyCrashInFlight(),
            new IdempotencyScope(),
            new IdempotencyExpiry(),
            new IdempotencyUniqueConstraint(),
            new IdempotencyRecordInTransaction(),
            new IdempotencyRedis(),
            new IdempotencyEventId(),
            new ExactlyOnceEffects(),
            new KafkaProducerRetry(),
            new LockDuplicateWork(),
            new LockForeignRelease(),
            new LockHolderCrash(),
            new LockRenewal(),
            new LockRenewalLost(),
            new LockStaleWriteFenced(),
            new LockFairQueue(),
            new LockDeadWaiter(),
            new RedlockMajority(),
            new RedlockMinorityPartition(),
            new RedlockLongPause(),
            new ZooKeeperQueue(),
            new ZooKeeperSessionLost(),
            new ZooKeeperFencing(),
            new AdvisoryLock(),
            new EventsAppendAndReplay(),
            new EventsConcurrentAppend(),
            new EventsGlobalOrder(),
            new EventsPartitions(),
            new EventsVersionedTypes(),
            new EventsUpcasting(),
            new EventsWeakSchema(),
            new EventsCopyAndReplace(),
            new EventsSchemaRegistry(),
            new SnapshotEveryN(),
            new SnapshotByAge(),
            new SnapshotOnLoad(),
            new SnapshotHybrid(),
            new SnapshotRetention(),
            new Projections(),
            new ProjectionRebuild(),
            new ProjectionsCrashPoints(),
            new TimeTravel(),
            new CrudToEventsMigration());

    private Stories() {}

    /**
     * Those whose name matches one of the globs, such as {@code saga-*}.
     *
     * @throws IllegalArgumentException naming the first that matches nothing
     */
    static List<Story> named(List<String> globs) {
        for (var glob : globs) {
            if (ALL.stream().noneMatch(story -> matches(story, glob))) {
                throw new IllegalArgumentException("no scenario is called %s; see 'list'".formatted(glob));
            }
        }
        return ALL.stream()
                .filter(story -> globs.stream().anyMatch(glob -> matches(story, glob)))
                .toList();
    }

    private static boolean matches(Story story, String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(story.name()));
    }
}
