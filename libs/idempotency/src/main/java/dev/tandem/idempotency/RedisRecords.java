package dev.tandem.idempotency;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Records in Redis (guide, pattern 3, 'Distributed Cache'): quick, and shared by services without a database of their
 * own. Not durable: a Redis that fails over or restarts may forget a record, and the repeat that comes then is carried
 * out. So the work has to be safe by itself where a repeat would hurt.
 *
 * <p>A record is a hash. Each operation is a script, so that looking and writing are one step, and each write compares
 * the owner: the guide's bare {@code SET} would let an attempt whose claim ran out overwrite the answer of a later one.
 * The lease is a time by Redis's clock, not the key's time-to-live: what was got to outlives it.
 */
final class RedisRecords implements IdempotencyStore {

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;

    private static final String CLAIM = NOW + """
            local record = redis.call('HMGET', KEYS[1], 'fingerprint', 'answer', 'leasedUntil', 'point')
            if record[1] then
                if record[1] ~= ARGV[1] then return {'MISMATCH'} end
                if record[2] then return {'ANSWERED', record[2]} end
                if tonumber(record[3]) > now then return {'IN_PROGRESS'} end
            end
            redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'owner', ARGV[2], 'leasedUntil', now + ARGV[3])
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
            return {'GRANTED', record[4] or ''}
            """;

    /** In front of every write: only the owner's, and only before the answer. */
    private static final String IF_MINE = NOW + """
            if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] or redis.call('HEXISTS', KEYS[1], 'answer') == 1 then
                return 0
            end
            """;

    private static final String RENEW = IF_MINE + """
            redis.call('HSET', KEYS[1], 'leasedUntil', now + ARGV[2])
            return 1
            """;

    private static final String REACHED = IF_MINE + """
            redis.call('HSET', KEYS[1], 'point', ARGV[2])
            return 1
            """;

    private static final String COMPLETE = IF_MINE + """
            redis.call('HSET', KEYS[1], 'answer', ARGV[2])
            return 1
            """;

    private static final String RELEASE = IF_MINE + """
            if redis.call('HEXISTS', KEYS[1], 'point') == 1 then
                redis.call('HSET', KEYS[1], 'leasedUntil', 0)
            else
                redis.call('DEL', KEYS[1])
            end
            return 1
            """;

    private final StatefulRedisConnection<String, String> redis;

    /** @param redis may be used by many threads at once */
    RedisRecords(StatefulRedisConnection<String, String> redis) {
        this.redis = redis;
    }

    @Override
    public Claim claim(Attempt attempt) {
        List<String> met = guarded(() -> redis.sync()
                .eval(
                        CLAIM,
                        ScriptOutputType.MULTI,
                        key(attempt),
                        attempt.fingerprint(),
                        attempt.owner().toString(),
                        millis(attempt.lease()),
                        millis(attempt.retention())));
        return switch (met.getFirst()) {
            case "GRANTED" -> new Claim.Granted(met.getLast().isEmpty() ? null : met.getLast(), false);
            case "ANSWERED" -> new Claim.Answered(AnswerJson.read(met.getLast()));
            case "IN_PROGRESS" -> new Claim.InProgress();
            case "MISMATCH" -> new Claim.Mismatch();
            default -> throw new IllegalStateException("the script does not say " + met);
        };
    }

    @Override
    public boolean renew(Attempt attempt) {
        return write(RENEW, attempt, millis(attempt.lease()));
    }

    @Override
    public boolean reached(Attempt attempt, String recoveryPoint) {
        return write(REACHED, attempt, recoveryPoint);
    }

    @Override
    public boolean complete(Attempt attempt, StoredAnswer answer) {
        return write(COMPLETE, attempt, AnswerJson.write(answer));
    }

    @Override
    public void release(Attempt attempt) {
        write(RELEASE, attempt, "");
    }

    private boolean write(String script, Attempt attempt, String value) {
        Long written = guarded(() -> redis.sync()
                .eval(
                        script,
                        ScriptOutputType.INTEGER,
                        key(attempt),
                        attempt.owner().toString(),
                        value));
        return written == 1;
    }

    private static String[] key(Attempt attempt) {
        return new String[] {
            "idempotency:" + attempt.key().scope() + '\n' + attempt.key().key()
        };
    }

    private static <T> T guarded(Supplier<T> script) {
        try {
            return script.get();
        } catch (RedisException e) {
            throw StoreProblem.unavailable();
        }
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
