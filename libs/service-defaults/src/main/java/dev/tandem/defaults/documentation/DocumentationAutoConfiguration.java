package dev.tandem.defaults.documentation;

import dev.tandem.defaults.paging.PageRequest;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;
import java.util.Arrays;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.method.HandlerMethod;

/** Describes what controllers do not say themselves: problems, and the parameters of lists. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(GlobalOpenApiCustomizer.class)
class DocumentationAutoConfiguration {

    private static final String PROBLEM_JSON = org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(PageRequest.class); // described below instead
    }

    @Bean
    @ConditionalOnMissingBean(name = "describeService")
    GlobalOpenApiCustomizer describeService(Environment environment) {
        return api -> {
            api.setInfo(new Info()
                    .title(environment.getProperty("spring.application.name", "service"))
                    .version("v1"));
            components(api).addSchemas("Problem", problem());
            if (api.getPaths() != null) {
                api.getPaths().values().stream()
                        .flatMap(path -> path.readOperations().stream())
                        .forEach(DocumentationAutoConfiguration::mayAnswerWithAProblem);
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean(name = "describePaging")
    GlobalOperationCustomizer describePaging() {
        return (operation, method) -> takesPages(method)
                ? operation
                        .addParametersItem(new QueryParameter()
                                .name("limit")
                                .description("how many at most")
                                .schema(limit()))
                        .addParametersItem(new QueryParameter()
                                .name("cursor")
                                .description("the `next` of the page before")
                                .schema(new StringSchema()))
                : operation;
    }

    private static Schema<?> limit() {
        var schema = new IntegerSchema();
        schema.setMinimum(BigDecimal.ONE);
        schema.setMaximum(BigDecimal.valueOf(500));
        schema.setDefault(50);
        return schema;
    }

    private static boolean takesPages(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == PageRequest.class);
    }

    private static Components components(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(new Components());
        }
        return api.getComponents();
    }

    private static void mayAnswerWithAProblem(Operation operation) {
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("a problem, see RFC 9457")
                                .content(new Content()
                                        .addMediaType(
                                                PROBLEM_JSON,
                                                new MediaType()
                                                        .schema(new Schema<>().$ref("#/components/schemas/Problem")))));
    }

    private static Schema<?> problem() {
        var violation =
                new ObjectSchema().addProperty("field", new StringSchema()).addProperty("message", new StringSchema());
        return new ObjectSchema()
                .addProperty("type", new StringSchema().example("/problems/validation-failed"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("correlationId", new StringSchema())
                .addProperty("errors", new ArraySchema().items(violation));
    }
}
