package dev.tandem.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Takes a {@link RepeatedRequest} out of a controller's hands, before anybody makes a failure of it. */
final class RepeatedRequestResolver implements HandlerExceptionResolver, Ordered {

    private static final String ATTRIBUTE = RepeatedRequest.class.getName();

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof RepeatedRequest) {
            request.setAttribute(ATTRIBUTE, failure);
            return new ModelAndView(); // nothing to be shown
        }
        return null;
    }

    static void rethrow(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RepeatedRequest repeat) {
            throw repeat;
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
