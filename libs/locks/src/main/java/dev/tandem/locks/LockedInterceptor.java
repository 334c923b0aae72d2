package dev.tandem.locks;

import dev.tandem.locks.Locked.Otherwise;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Carries out {@link Locked}. */
public final class LockedInterceptor implements MethodInterceptor {

    private static final ThreadLocal<Optional<Lease>> CURRENT = ThreadLocal.withInitial(Optional::empty);

    private final ObjectProvider<Locks> locks;
    private final LockOptions defaults;
    private final SpelExpressionParser expressions = new SpelExpressionParser();
    private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

    LockedInterceptor(ObjectProvider<Locks> locks, LockOptions defaults) {
        this.locks = locks;
        this.defaults = defaults;
    }

    /** The lease under which this thread runs a {@link Locked} method, the innermost if there are several. */
    public static Lease lease() {
        return CURRENT.get().orElseThrow(() -> new NoSuchElementException("this thread runs no @Locked method"));
    }

    /** For Spring; outside of transactions, so that the lock is given back after the commit. */
    Advisor advisor() {
        var advisor = new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Locked.class), this);
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE + 1000);
        return advisor;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        var locked = AnnotatedElementUtils.findMergedAnnotation(call.getMethod(), Locked.class);
        if (locked == null) {
            throw new IllegalStateException(call.getMethod() + " is not @Locked");
        }
        var key = key(call, locked);
        var options = options(locked);
        var acquired = locks.getObject().tryAcquire(key, options);
        if (acquired.isEmpty() && locked.otherwise() == Otherwise.FAIL) {
            throw new LockNotAcquired(key, options.patience());
        }
        return acquired.isEmpty() ? null : run(call, acquired.get());
    }

    private static @Nullable Object run(MethodInvocation call, Lease acquired) throws Throwable {
        var outer = CURRENT.get();
        try (var lease = acquired) {
            CURRENT.set(Optional.of(lease));
            return call.proceed();
        } finally {
            CURRENT.set(outer);
        }
    }

    private String key(MethodInvocation call, Locked locked) {
        var method = call.getMethod();
        var context = new MethodBasedEvaluationContext(call.getThis(), method, call.getArguments(), names);
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
