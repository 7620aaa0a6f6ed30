package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.http.Listener;
import dev.tollgate.gateway.http.Options;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Payload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hundred callers against caps that allow exactly so many calls, with providers that fail, callers that leave, calls
/// that are cut and a gateway that is killed again and again: no cap is ever passed, as the provider itself counts.
class KilledCapsEndToEndTest {
    private static final int CALLERS = 100;
    private static final int KILLS = 4;
    private static final int CALLS = 150;
    private static final int A_MINUTE = 40;
    private static final int AT_A_TIME = 4;
    private static final long TOKENS = 600;
    private static final List<String> KEYS = List.of("free", "paced", "narrow", "wordy");
    private static final Pattern WHO = Pattern.compile("\"user\":\"(\\w+)-(\\d+)\"");
    private static final Pattern FLIGHT = Pattern.compile("\"id\":\"(req_\\w+)\"");
    private static final byte[] ANSWER = """
            {"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":2,"completion_tokens":10,\
            "total_tokens":12}}""".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    /// What reached the provider, by key, and how many calls of a key it had at once at most.
    private final Map<String, AtomicInteger> reached = new ConcurrentHashMap<>();
    private final AtomicInteger together = new AtomicInteger();
    private final AtomicInteger mostTogether = new AtomicInteger();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    /// How many were refused since all calls are used up.
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final CountDownLatch slowly = new CountDownLatch(1);

    @Test
    void noCapIsPassedWhateverHappens() throws Exception {
        try (var provider = Listener.start(Options.loopback(0), Time.system(), this::provide)) {
            var config = Files.writeString(folder.resolve("c.yaml"), """
                    admin_key: literal:admin-of-the-test
                    providers: { p: { dialect: openai, base_url: "http://127.0.0.1:%d/v1", models: [m] } }
                    routes:
                      r: { retries: { attempts: 0 }, health: { failures: 1000000 },
                           targets: [{ provider: p, model: m }] }
                    prices: [{ provider: p, model: m, from: 2020-01-01, input: 1, output: 1 }]
                    keys:
                      - { name: free, secret: "literal:tg-free" }
                      - { name: paced, secret: "literal:tg-paced", limits: { rpm: %d } }
                      - { name: narrow, secret: "literal:tg-narrow", limits: { parallel: %d } }
                      - { name: wordy, secret: "literal:tg-wordy", limits: { tpm: %d } }
                    budgets:
                      - { name: calls, scope: {}, window: total, requests: %d }
                      - { name: money, scope: { key: free }, window: month, usd: 0.0003 }
                    """.formatted(provider.port(), A_MINUTE, AT_A_TIME, TOKENS, CALLS));
            var began = Instant.now();
            for (int kill = 1; kill <= KILLS; kill++) {
                round(config, number.get() + 12 * kill);
            }
            round(config, Integer.MAX_VALUE);
            boolean oneMinute = Duration.between(began, Instant.now()).compareTo(Duration.ofMinutes(1)) < 0;
            compare(config, oneMinute);
        }
    }

    /// A fifth fails, a fifth breaks off, a fifth is slow, so that it is left, cut or killed.
    private void provide(Exchange exchange) {
        if (!(exchange.read(1_000_000) instanceof Payload.Whole(var bytes))) {
            return;
        }
        var who = WHO.matcher(new String(bytes, StandardCharsets.UTF_8));
        assertTrue(who.find());
        var key = who.group(1);
        reached.computeIfAbsent(key, _ -> new AtomicInteger()).incrementAndGet();
        int now = number.incrementAndGet();
        boolean narrow = key.equals("narrow");
        if (narrow) {
            mostTogether.accumulateAndGet(together.incrementAndGet(), Math::max);
        }
        try {
            if (now % 5 == 1) {
                exchange.answer(500, Head.of("Content-Type", "application/json"),
                        "{}".getBytes(StandardCharsets.UTF_8));
            } else if (now % 5 != 2) {
                slowly.await(now % 5 == 3 ? 400 : 20, TimeUnit.MILLISECONDS);
                exchange.answer(200, Head.of("Content-Type", "application/json"), ANSWER);
            }
        } catch (IOException | InterruptedException gone) {
            // left, cut or killed: that is what this is about
        } finally {
            if (narrow) {
                together.decrementAndGet();
            }
        }
    }

    /// Kills the gateway once the provider has seen this many calls in all, or when it may see no more.
    private void round(Path config, int calls) throws Exception {
        together.set(0);
        used.set(0);
        var stop = new CountDownLatch(1);
        var callers = new ArrayList<Thread>();
        try (var process = KilledProcess.start(folder.resolve("home"), config);
                var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            int port = process.port();
            for (int i = 0; i < CALLERS; i++) {
                var key = KEYS.get(i % KEYS.size());
                callers.add(Thread.ofVirtual().start(() -> call(client, port, key, stop)));
            }
            callers.add(Thread.ofVirtual().start(() -> cut(client, port, stop)));
            TestGateway.await(() -> number.get() >= calls || used.get() > 2 * CALLERS ? calls : null);
        } finally {
            stop.countDown();
        }
        for (var caller : callers) {
            caller.join();
        }
    }

    private void call(HttpClient client, int port, String key, CountDownLatch stop) {
        for (int i = 0; stop.getCount() > 0; i++) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                    .timeout(Duration.ofMillis(i % 4 == 3 ? 100 : 10_000)).header("Authorization", "Bearer tg-" + key)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"r\",\"max_tokens\":10,\"user\":\"" + key
                            + "-" + i + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                    .build();
            try {
                var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 429) {
                    used.addAndGet(answer.body().contains("\\\"calls\\\"") ? 1 : 0);
                    stop.await(20, TimeUnit.MILLISECONDS);
                }
            } catch (IOException gone) {
                left.addAndGet(stop.getCount() > 0 ? 1 : 0);
                pause(stop);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private static void pause(CountDownLatch stop) {
        try {
            stop.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends whatever runs, one call at a time.
    private void cut(HttpClient client, int port, CountDownLatch stop) {
        try {
            while (!stop.await(15, TimeUnit.MILLISECONDS)) {
                var flights = FLIGHT.matcher(client.send(admin(port, "flights").build(),
                        HttpResponse.BodyHandlers.ofString()).body());
                if (flights.find() && client.send(admin(port, "requests/" + flights.group(1) + "/cut")
                        .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode() == 200) {
                    cuts.incrementAndGet();
                }
            }
        } catch (IOException | InterruptedException killed) {
            // as planned
        }
    }

    private static HttpRequest.Builder admin(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tollgate/v1/" + path))
                .timeout(Duration.ofSeconds(10)).header("Authorization", "Bearer admin-of-the-test");
    }

    private void compare(Path config, boolean oneMinute) {
        System.out.println("provider saw " + reached + " in " + (oneMinute ? "one minute" : "more than a minute")
                + ", at a time " + mostTogether + ", cut " + cuts + ", left " + left);
        var options = GatewayOptions.of(folder.resolve("home")).withConfigFile(config).withPort(0);
        try (var gateway = ((Opening.Ready) Gateway.open(options)).gateway()) {
            for (var state : gateway.budgets()) {
                assertTrue(state.settled() <= state.limit(), state.toString());
                assertEquals(0, state.reserved() + state.holds(), state.toString());
            }
            var calls = gateway.budgets().stream().filter(state -> state.name().equals("calls")).findFirst();
            assertEquals(CALLS, calls.orElseThrow().settled(), "as many as the cap allows, and not one more");
            assertEquals(List.of(), gateway.control().budgets().holds());
            var wordy = new SpendQuery(List.of(), Instant.EPOCH, Instant.now().plus(Duration.ofDays(2)),
                    SpendQuery.Step.DAY, Duration.ZERO, Map.of(Dimension.KEY, Set.of("wordy")));
            long tokens = gateway.queries().spend(wordy).stream().mapToLong(row -> row.totals().tokens()).sum();
            assertTrue(!oneMinute || (tokens > 0 && tokens <= TOKENS), tokens + " tokens in a minute");
        }
        assertTrue(number.get() <= CALLS, number + " reached the provider");
        assertTrue(mostTogether.get() <= AT_A_TIME, mostTogether + " at a time");
        assertTrue(cuts.get() > 0 && left.get() > 0, "nobody left or nothing was cut");
        if (oneMinute) {
            assertTrue(Objects.requireNonNull(reached.get("paced")).get() <= A_MINUTE, reached.toString());
        }
    }
}
