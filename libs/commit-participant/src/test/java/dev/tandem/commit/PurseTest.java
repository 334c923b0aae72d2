package dev.tandem.commit;

import dev.tandem.commit.purse.PurseService;
import dev.tandem.testsupport.RealPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** The small service on a real server; it looks for branches in doubt when a test says so, and no broker is there. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RealPostgres
@SpringBootTest(
        classes = PurseService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=purse-service",
            "spring.flyway.locations=classpath:db/migration/messaging,classpath:db/migration/commit-participant,"
                    + "classpath:db/migration/purse",
            "spring.kafka.bootstrap-servers=127.0.0.1:1",
            "spring.kafka.producer.properties.max.block.ms=500",
            "tandem.messaging.listen=false",
            "tandem.faults.enabled=true",
            "tandem.commit.inquiry-interval=1h"
        })
@interface PurseTest {}
