package dev.tandem.lock.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of a lock: what fits into an address as it is. */
@Documented
@Constraint(validatedBy = {})
@Pattern(
        regexp = "[A-Za-z0-9._:@+~=-]{1,200}",
        message = "must be 1 to 200 letters, digits, or characters of . _ : @ + ~ = -")
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@interface LockKey {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
