package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.RecordingOutbox;
import dev.tandem.testsupport.RealPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The engine on a real database, without a broker: the test is every participant. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.config.name=saga-orchestrator",
            "spring.kafka.bootstrap-servers=127.0.0.1:1",
            "tandem.messaging.listen=false",
            "tandem.saga.timer-interval=100ms"
        })
@RealPostgres
@Import({TripSagas.Definitions.class, RecordingOutbox.InsteadOfTheRealOne.class})
@interface EngineTest {}
