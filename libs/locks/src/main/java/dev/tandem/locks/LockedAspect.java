package dev.tandem.locks;

import dev.tandem.locks.Locked.Otherwise;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Carries out {@link Locked}; outside of transactions, so that the lock is given back after the commit. */
@Aspect
@Order(Ordered.HIGHEST_PRECEDENCE + 1000)
public final class LockedAspect {

    private static final ThreadLocal<Optional<Lease>> CURRENT = ThreadLocal.withInitial(Optional::empty);

    private final Locks locks;
    private final LockOptions defaults;
    private final SpelExpressionParser expressions = new SpelExpressionParser();
    private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

    LockedAspect(Locks locks, LockOptions defaults) {
        this.locks = locks;
        this.defaults = defaults;
    }

    /** The lease under which this thread runs a {@link Locked} method, the innermost if there are several. */
    public static Lease lease() {
        return CURRENT.get().orElseThrow(() -> new NoSuchElementException("this thread runs no @Locked method"));
    }

    @Around("@annotation(locked)")
    public @Nullable Object runLocked(ProceedingJoinPoint call, Locked locked) throws Throwable {
        var key = key(call, locked);
        var options = options(locked);
        var acquired = locks.tryAcquire(key, options);
        if (acquired.isEmpty() && locked.otherwise() == Otherwise.FAIL) {
            throw new LockNotAcquired(key, options.patience());
        }
        return acquired.isEmpty() ? null : run(call, acquired.get());
    }

    private static @Nullable Object run(ProceedingJoinPoint call, Lease acquired) throws Throwable {
        var outer = CURRENT.get();
        try (var lease = acquired) {
            CURRENT.set(Optional.of(lease));
            return call.proceed();
        } finally {
            CURRENT.set(outer);
        }
    }

    private String key(ProceedingJoinPoint call, Locked locked) {
        var method = ((MethodSignature) call.getSignature()).getMethod();
        var context = new MethodBasedEvaluationContext(call.getTarget(), method, call.getArgs(), names);
        var key = expressions
                .parseExpression(locked.key(), new TemplateParserContext())
                .getValue(context, String.class);
        if (key == null || key.isEmpty()) {
            throw new IllegalArgumentException("%s of %s is no key".formatted(locked.key(), method));
        }
        return key;
    }

    private LockOptions options(Locked locked) {
        return new LockOptions(
                locked.ttl().isEmpty() ? defaults.ttl() : DurationStyle.detectAndParse(locked.ttl()),
                locked.patience().isEmpty() ? defaults.patience() : DurationStyle.detectAndParse(locked.patience()));
    }
}
