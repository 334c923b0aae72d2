package dev.tandem.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the Spring context of a test a fresh database on a real PostgreSQL server.
 *
 * <p>Sets {@code spring.datasource.url}, {@code username} and {@code password}, for {@code @SpringBootTest}, slices and
 * plain contexts alike. The server is {@link PostgresServer#shared()}: contexts share the server, never a database.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RealPostgres {

    /** Whether a commit waits for the disk; off is quicker, and right unless the test kills the server. */
    boolean fsync() default false;
}
