package dev.tandem.commit;

import java.util.Optional;
import java.util.UUID;

/**
 * The names of one service's prepared transactions: {@code tandem:<cluster>:<service>:<transaction>}. PostgreSQL allows
 * 199 bytes and wants them unique over the whole server, which cluster and service see to; a service touches only what
 * bears its name. The parts hold no quotes, so a name can be put into a statement, which takes no parameters there.
 */
final class BranchName {

    private final String prefix;

    BranchName(String cluster, String service) {
        if (!service.matches("[a-z0-9-]{1,60}")) {
            throw new IllegalArgumentException("a participant's name is up to 60 of a-z, 0-9 and -, not " + service);
        }
        this.prefix = "tandem:%s:%s:".formatted(cluster, service);
    }

    String prefix() {
        return prefix;
    }

    String of(UUID transactionId) {
        return prefix + transactionId;
    }

    /** The transaction's id, if the name is one of this service's. */
    Optional<UUID> read(String gid) {
        if (!gid.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(gid.substring(prefix.length())));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
