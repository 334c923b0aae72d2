package dev.tandem.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** A service that does nothing but pass a point, and ask another service. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class Passage {

    private final Faults faults;
    private final RestClient rest;

    Passage(Faults faults, RestClient.Builder rest) {
        this.faults = faults;
        this.rest = rest.build();
    }

    /** Runs it in a process of its own. What it would do last is write the file that its only argument names. */
    static void main(String[] arguments) {
        var lastWords = Path.of(arguments[0]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say(lastWords)));
        var service = start("payment-service", true);
        System.out.println("port=" + service.getEnvironment().getProperty("local.server.port"));
    }

    private static void say(Path lastWords) {
        try {
            Files.writeString(lastWords, "stopped in good order");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConfigurableApplicationContext start(String name, boolean enabled) {
        return new SpringApplicationBuilder(Passage.class)
                .properties(
                        "spring.application.name=" + name,
                        "server.port=0",
                        "spring.main.register-shutdown-hook=false",
                        "tandem.faults.enabled=" + enabled)
                .run();
    }

    @PostMapping("/charges")
    String charge(@RequestParam String orderId) {
        return faults.loses(FaultPoint.PAYMENT_AFTER_CHARGE, orderId) ? "lost" : "charged";
    }

    @GetMapping("/question")
    String ask(@RequestParam String of) {
        try {
            return String.valueOf(rest.get().uri(of).retrieve().body(String.class));
        } catch (ResourceAccessException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @GetMapping("/answer")
    String answer() {
        return "heard";
    }
}
