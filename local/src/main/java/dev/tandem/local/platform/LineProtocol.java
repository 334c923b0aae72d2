package dev.tandem.local.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a server on loopback a question of one line, as a person with netcat would. */
final class LineProtocol {

    private static final int PATIENCE_MILLIS = 1_000;

    private LineProtocol() {}

    /** The first line of the answer; nothing if there is none in time. */
    static Optional<String> ask(int port, String question) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.getOutputStream().write((question + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Optional.ofNullable(answer.readLine());
        } catch (IOException noAnswer) {
            return Optional.empty();
        }
    }
}
