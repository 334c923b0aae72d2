package dev.tandem.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

@RealPostgres
@RealKafka(topics = "from-the-annotation")
@SpringJUnitConfig(RealServersTest.Nothing.class)
class RealServersTest {

    @Test
    void aPlainContextKnowsItsServers(
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username}") String username,
            @Value("${spring.datasource.password}") String password,
            @Value("${spring.kafka.bootstrap-servers}") String brokers)
            throws Exception {
        try (var connection =
                        new TestDatabase(url, username, password).dataSource().getConnection();
                var admin = KafkaServer.shared().admin()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThat(admin.listTopics().names().get()).contains("from-the-annotation");
            assertThat(brokers).isEqualTo(KafkaServer.shared().bootstrapServers());
        }
    }

    static class Nothing {}
}
