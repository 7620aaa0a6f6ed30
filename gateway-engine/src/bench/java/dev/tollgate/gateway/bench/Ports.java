package dev.tollgate.gateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waiting for a server to accept.
final class Ports {
    private Ports() {}

    static void await(int port) throws IOException {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (probe.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                if (System.nanoTime() > until) {
                    throw notYet;
                }
                LockSupport.parkNanos(2_000_000);
            }
        }
    }
}
