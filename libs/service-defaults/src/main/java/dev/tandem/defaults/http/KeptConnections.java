package dev.tandem.defaults.http;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/**
 * For calls from one service to another that happen all the time: over connections that stay open, with half the processor
 * time that the JDK's client needs for a request. Nothing is sent twice: whoever calls knows whether that would be harmless.
 */
public final class KeptConnections {

    /** One that was idle for longer may have been closed by a server that is gone, and is looked at before it is used. */
    private static final TimeValue IDLE = TimeValue.ofMilliseconds(250);

    private KeptConnections() {}

    /**
     * What requests are made with; to be closed when nobody calls any more.
     *
     * @param connect how long until the other side has accepted the connection
     * @param read how long it may be silent after that
     * @param most connections to one service; whoever finds all taken waits as long as for a new one
     */
    public static HttpComponentsClientHttpRequestFactory requests(Duration connect, Duration read, int most) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(most)
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connect))
                        .setSocketTimeout(Timeout.of(read))
                        .setValidateAfterInactivity(IDLE)
                        .build())
                .build();
        return new HttpComponentsClientHttpRequestFactory(HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(connect))
                        .setResponseTimeout(Timeout.of(read))
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableRedirectHandling()
                .disableAuthCaching()
                .build());
    }
}
