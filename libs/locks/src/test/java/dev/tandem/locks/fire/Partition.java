package dev.tandem.locks.fire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A way to a server that can be interrupted, as a network is: what is sent meanwhile arrives late, not never. Whoever
 * wants to be cut off connects here instead of there.
 */
public final class Partition implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mended = lock.newCondition();
    private final ServerSocket entrance;
    private final int server;
    private boolean cut;

    /** @param server its port on this machine */
    public Partition(int server) throws IOException {
        this.server = server;
        this.entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The port to connect to. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** From now on nothing arrives at either end. */
    public void cut() {
        lock.lock();
        try {
            cut = true;
        } finally {
            lock.unlock();
        }
    }

    /** What was on its way arrives, and all that follows. */
    public void mend() {
        lock.lock();
        try {
            cut = false;
            mended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = entrance.accept();
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void connect(Socket client) {
        try (client;
                var onward = new Socket(InetAddress.getLoopbackAddress(), server)) {
            var back = Thread.ofVirtual().start(() -> carry(onward, client));
            carry(client, onward);
            back.join();
        } catch (IOException | InterruptedException e) {
            // one of the two has gone, and now the other hears of it
        }
    }

    /** Until either end is closed, which closes the other. */
    private void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var bytes = new byte[8192];
            for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                awaitMending();
                out.write(bytes, 0, count);
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // as if it had been closed
        }
    }

    private void awaitMending() throws InterruptedException {
        lock.lock();
        try {
            while (cut) {
                mended.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        mend();
    }
}
