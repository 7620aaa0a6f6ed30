package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A gateway that runs in a process of its own until [#close], which is SIGKILL.
final class KilledProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private KilledProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static KilledProcess start(Path home, Path config) throws IOException {
        return new KilledProcess(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), KilledGateway.class.getName(), home.toString(),
                config.toString()).redirectErrorStream(true).start());
    }

    /// Waits for it to listen; one that hangs as it opens is a failure and not a test that never ends.
    int port() throws InterruptedException, ExecutionException, TimeoutException {
        var port = new CompletableFuture<Integer>();
        Thread.ofVirtual().start(() -> {
            try {
                port.complete(read());
            } catch (IOException | AssertionError failed) {
                port.completeExceptionally(failed);
            }
        });
        return port.get(60, TimeUnit.SECONDS);
    }

    private int read() throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring(5));
            }
            assertFalse(line.startsWith("refused"), line);
        }
        throw new AssertionError("the gateway did not start");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        out.close();
    }
}
