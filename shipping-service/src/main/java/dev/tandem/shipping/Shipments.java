package dev.tandem.shipping;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All shipments, tombstones included. */
interface Shipments extends Repository<Shipment, UUID> {

    /** Locks in key order, so that two batches about the same orders queue up instead of deadlocking. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            SELECT s
              FROM Shipment s
             WHERE s.orderId IN :orderIds
             ORDER BY s.orderId
            """)
    List<Shipment> lockByOrderIds(Collection<UUID> orderIds);

    /** Inserts what is new and updates what changed in one JDBC batch each, and now, so that a conflict shows here. */
    List<Shipment> saveAllAndFlush(Iterable<Shipment> shipments);

    Optional<Shipment> findById(UUID id);

    Optional<Shipment> findByOrderId(UUID orderId);

    /** Newest first: identifiers sort by the time of their making. */
    List<Shipment> findByIdLessThanOrderByIdDesc(UUID id, Limit limit);
}
