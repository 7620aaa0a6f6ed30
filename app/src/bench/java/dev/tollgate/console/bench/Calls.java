package dev.tollgate.console.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// The callers, a process of their own: so many calls a second in an open loop, whether the ones before are answered or
/// not. Reads `go` and `rest` from its input, a line each, and ends with it.
final class Calls {
    private Calls() {}

    /// Starts them, at rest.
    ///
    /// @param secrets the keys that take turns
    static Process start(String baseUrl, int perSecond, List<String> secrets) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx128m", "-cp", System.getProperty("java.class.path"), Calls.class.getName(),
                baseUrl, Integer.toString(perSecond), String.join(",", secrets))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /// Tells them to `go` or to `rest`.
    static void tell(Process calls, String word) throws IOException {
        calls.getOutputStream().write((word + "\n").getBytes(StandardCharsets.US_ASCII));
        calls.getOutputStream().flush();
    }

    public static void main(String[] args) throws IOException {
        var going = new AtomicBoolean();
        var secrets = List.of(args[2].split(","));
        Thread.ofPlatform().daemon().start(() -> call(args[0], Integer.parseInt(args[1]), secrets, going));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            going.set(line.equals("go"));
        }
    }

    private static void call(String baseUrl, int perSecond, List<String> secrets, AtomicBoolean going) {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        long gap = 1_000_000_000L / perSecond;
        long due = System.nanoTime();
        for (int i = 0;; i++) {
            due = Math.max(due + gap, System.nanoTime() - 20 * gap);
            LockSupport.parkNanos(due - System.nanoTime());
            if (going.get()) {
                var _ = client.sendAsync(request(baseUrl, secrets.get(i % secrets.size()), i),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
    }

    private static HttpRequest request(String baseUrl, String secret, int number) {
        var route = List.of("smart", "fast", "code").get(number % 3);
        var body = """
                {"model":"%s","stream":%s,"max_tokens":60,"messages":[{"role":"user","content":"Call number %d"}]}"""
                .formatted(route, number % 5 == 0, number);
        return HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
                .header("Authorization", "Bearer " + secret).header("Content-Type", "application/json")
                .header("x-tollgate-customer", "customer-" + number % 7)
                .header("x-tollgate-feature", "feature-" + number % 5)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }
}
