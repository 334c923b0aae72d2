package dev.tandem.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortHolderTest {

    @Test
    void namesTheProcessThatListens() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.isFree(socket.getLocalPort())).isFalse();
            assertThat(PortHolder.of(socket.getLocalPort())).hasValueSatisfying(holder -> {
                assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
                assertThat(holder.command()).contains("java");
            });
        }
    }

    @Test
    void aClosedPortIsFree() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(PortHolder.isFree(port)).isTrue();
        assertThat(PortHolder.of(port)).isEmpty();
    }
}
