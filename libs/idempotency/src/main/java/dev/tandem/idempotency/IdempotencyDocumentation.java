package dev.tandem.idempotency;

import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells in the API's description where a key is taken. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(GlobalOperationCustomizer.class)
class IdempotencyDocumentation {

    @Bean
    GlobalOperationCustomizer describeIdempotencyKey() {
        return (operation, method) -> {
            var annotation = method.getMethodAnnotation(Idempotent.class);
            return annotation == null
                    ? operation
                    : operation.addParametersItem(new HeaderParameter()
                            .name(KeyHeader.NAME)
                            .description("the same for every repeat of a request, which gets the first one's answer")
                            .required(annotation.required())
                            .schema(new StringSchema().minLength(1).maxLength(255)));
        };
    }
}
