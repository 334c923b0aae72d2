package dev.tandem.eventstore.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.eventstore.schema.SchemaRegistry.Registration;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The schema registry over HTTP. */
@RestController
@RequestMapping("/schemas")
class SchemaController {

    private static final String TYPE = "[A-Za-z][A-Za-z0-9_.]{0,99}";

    private final Schemas schemas;
    private final SchemaRegistry registry;

    SchemaController(Schemas schemas, SchemaRegistry registry) {
        this.schemas = schemas;
        this.registry = registry;
    }

    @GetMapping
    Page<EventSchema> all(PageRequest page) {
        var after = page.after(SchemaController::key);
        var found = after == null
                ? schemas.after("", 0, page.fetch())
                : schemas.after(after.getKey(), after.getValue(), page.fetch());
        return page.of(found, schema -> schema.version() + " " + schema.type());
    }

    private static Map.Entry<String, Integer> key(String cursor) {
        var parts = cursor.split(" ", 2);
        return Map.entry(parts[1], Integer.valueOf(parts[0]));
    }

    @GetMapping("/{type}/{version}")
    EventSchema schema(@PathVariable String type, @PathVariable int version) {
        return schemas.find(type, version).orElseThrow(() -> Problem.notFound("schema", type + "/" + version));
    }

    @Operation(
            summary = "What changed from version to version",
            description = "A changelog of all types' schemas, as Markdown, made of what is registered.")
    @GetMapping(path = "/changelog", produces = "text/markdown;charset=UTF-8")
    ResponseEntity<String> changelog() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/markdown;charset=UTF-8"))
                .body(Changelog.of(schemas.after("", 0, Changelog.MOST).stream()
                        .map(EventSchema::what)
                        .toList()));
    }

    @Operation(
            summary = "Register the next version of a type's schema",
            description =
                    "JSON Schema 2020-12. Versions begin at 1 and have no gap; one that is registered never changes.")
    @PutMapping("/{type}/{version}")
    ResponseEntity<?> register(
            @PathVariable @Pattern(regexp = TYPE, message = "must be a name of up to 100 letters, digits, _ and .")
                    String type,
            @PathVariable @Min(1) @Max(10_000) int version,
            @RequestBody JsonNode schema) {
        if (!schema.isObject()) {
            throw Problem.invalid("schema", "must be a JSON object");
        }
        return switch (registry.register(type, version, schema)) {
            case Registration.Registered() ->
                ResponseEntity.created(URI.create("/schemas/%s/%d".formatted(type, version)))
                        .body(schema(type, version));
            case Registration.Known() -> ResponseEntity.ok(schema(type, version));
            case Registration.Taken() ->
                throw Problem.of(
                        409, "schema-exists", "Version %d of %s looks otherwise, for ever.".formatted(version, type));
            case Registration.OutOfLine(var next) ->
                throw Problem.of(409, "schema-version-gap", "The next version of %s is %d.".formatted(type, next))
                        .with("nextVersion", next);
            case Registration.NotASchema(var violations) ->
                throw listing(400, "invalid-schema", "That is no JSON Schema", violations);
            case Registration.Incompatible(var breaks) ->
                throw listing(
                        409,
                        "schema-incompatible",
                        "Old events of %s could not be read any more".formatted(type),
                        breaks);
        };
    }

    private static Problem listing(int status, String type, String what, List<SchemaViolation> violations) {
        var first = violations.getFirst();
        return Problem.of(status, type, "%s: %s %s.".formatted(what, first.field(), first.message()))
                .with("errors", violations);
    }
}
