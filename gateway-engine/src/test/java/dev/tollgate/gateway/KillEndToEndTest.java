package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.http.Listener;
import dev.tollgate.gateway.http.Options;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL under load, ten rounds on one home: what the provider was asked is in the ledger, nothing missing, nothing
/// twice.
class KillEndToEndTest {
    private static final int ROUNDS = 10;
    private static final int CLIENTS = 16;
    /// Roll-ups have one row a day for each of these.
    private static final Set<Dimension> MANY = Set.of(Dimension.USER, Dimension.TASK, Dimension.THREAD);
    private static final Pattern USER = Pattern.compile("\"user\":\"(c\\d+)\"");
    private static final byte[] ANSWER = """
            {"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}
            """.getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    @Test
    void nothingThatReachedAProviderIsLostOrDoubled() throws Exception {
        try (var provider = Listener.start(Options.loopback(0), Time.system(), this::provide)) {
            var config = Files.writeString(folder.resolve("c.yaml"), """
                    providers:
                      p: { dialect: openai, base_url: "http://127.0.0.1:%d/v1", models: [m] }
                    keys: [{ name: app, secret: "literal:tg-kill" }]
                    prices: [{ provider: p, model: m, from: 2020-01-01, input: 1, output: 1 }]
                    budgets:
                      - { name: money, scope: {}, window: total, usd: 1000 }
                      - { name: words, scope: { key: app }, window: month, tokens: 1000000000 }
                      - { name: calls, scope: { each: key }, window: week, requests: 1000000 }
                      - { name: users, scope: { each: user }, window: total, requests: 1000 }
                      - { name: user-week, scope: { each: user }, window: week, usd: 1 }
                      - { name: user-month, scope: { each: user }, window: month, tokens: 100000 }
                      - { name: task-week, scope: { each: task }, window: week, tokens: 100000000 }
                      - { name: task-month, scope: { each: task }, window: month, requests: 1000000 }
                      - { name: task-total, scope: { each: task }, window: total, usd: 1000 }
                      - { name: thread-week, scope: { each: thread }, window: week, requests: 1000000 }
                      - { name: thread-month, scope: { each: thread }, window: month, usd: 1000 }
                      - { name: thread-total, scope: { each: thread }, window: total, tokens: 100000000 }
                      - { name: both, scope: { key: app, each: thread }, window: month, requests: 1000000 }
                    """.formatted(provider.port()));
            for (int round = 0; round < ROUNDS; round++) {
                round(config, asked.size() + new Random(round).nextInt(20, 400));
            }
            compare(config);
        }
    }

    private void provide(Exchange exchange) {
        if (exchange.read(1_000_000) instanceof Payload.Whole(var bytes)) {
            var user = USER.matcher(new String(bytes, StandardCharsets.UTF_8));
            assertTrue(user.find());
            asked.merge(user.group(1), 1, Integer::sum);
            try {
                exchange.answer(200, Head.of("Content-Type", "application/json"), ANSWER);
            } catch (IOException _) {
                // the gateway was killed meanwhile: that is what this is about
            }
        }
    }

    /// Kills the gateway as soon as the provider has seen this many calls in all.
    private void round(Path config, int calls) throws Exception {
        var stop = new CountDownLatch(1);
        try (var process = KilledProcess.start(folder.resolve("home"), config)) {
            int port = process.port();
            for (int i = 0; i < CLIENTS; i++) {
                Thread.ofVirtual().start(() -> load(port, stop));
            }
            TestGateway.await(() -> asked.size() >= calls ? calls : null);
        } finally {
            stop.countDown();
        }
    }

    private void load(int port, CountDownLatch stop) {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (stop.getCount() > 0) {
                var user = "c" + next.incrementAndGet();
                var body = "{\"model\":\"m\",\"user\":\"" + user + "\",\"messages\":[],\"n\":1,\"seed\":"
                        + ThreadLocalRandom.current().nextInt(9) + "}";
                var reply = client.send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                        .timeout(Duration.ofSeconds(10)).header("Authorization", "Bearer tg-kill")
                        .header("x-tollgate-task", "task-" + user.hashCode() % 7)
                        .header("x-tollgate-thread", "thread-" + user.hashCode() % 11)
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
                answered.put(user, reply.statusCode());
            }
        } catch (IOException | InterruptedException killed) {
            // as planned
        }
    }

    private void compare(Path config) {
        var options = GatewayOptions.of(folder.resolve("home")).withConfigFile(config).withPort(0);
        try (var gateway = ((Opening.Ready) Gateway.open(options)).gateway()) {
            var rows = rows(gateway.queries());
            System.out.println("provider saw " + asked.size() + " calls, ledger has " + rows.size() + ", answered "
                    + answered.size());
            assertTrue(asked.size() > 100, "too little load to prove anything: " + asked.size());
            asked.forEach((user, times) -> assertEquals(times, rows.getOrDefault(user, 0), user));
            answered.keySet().forEach(user -> assertEquals(1, rows.getOrDefault(user, 0), user));
            budgets(gateway, rows);
            eachOfThem(gateway);
        }
    }

    /// What each user, task and thread has used in its window is, after ten kills, what its entries say, to the last token.
    private static void eachOfThem(Gateway gateway) {
        for (var budget : gateway.config().budgets()) {
            var scope = budget.scope();
            if (scope.each().filter(MANY::contains).isPresent()) {
                var counted = gateway.budgets().stream().filter(state -> state.name().equals(budget.name()))
                        .collect(Collectors.toMap(BudgetState::subject, BudgetState::settled));
                var used = new HashMap<String, Long>();
                for (var entry : entries(gateway.queries())) {
                    used.merge(scope.subject(entry.attribution()), amount(budget.unit(), entry), Long::sum);
                }
                assertEquals(used, counted, budget.name());
            }
        }
    }

    private static long amount(Budget.Unit unit, Entry entry) {
        return switch (unit) {
            case USD -> entry.cost().picos();
            case TOKENS -> entry.usage().get(Unit.INPUT) + entry.usage().get(Unit.OUTPUT);
            case REQUESTS -> entry.result().outcome() == Outcome.REJECTED ? 0 : 1;
        };
    }

    /// Nothing is held for calls that died with their process, and what they came to is counted.
    private static void budgets(Gateway gateway, Map<String, Integer> rows) {
        var settled = new HashMap<String, Long>();
        for (var state : gateway.budgets()) {
            assertEquals(0, state.reserved() + state.holds(), state.toString());
            settled.merge(state.name(), state.settled(), Long::sum);
        }
        var all = gateway.queries().total(Instant.EPOCH, Instant.now().plusSeconds(60)).totals();
        assertEquals(all.picos(), settled.get("money"));
        assertEquals(all.tokens(), settled.get("words"));
        assertEquals(all.requests() - all.rejected(), settled.get("calls"));
        assertEquals(rows.values().stream().mapToLong(Integer::longValue).sum(), settled.get("users"));
    }

    /// Attempts that reached a target, for each user; none may stay open.
    private static Map<String, Integer> rows(Queries queries) {
        var rows = new HashMap<String, Integer>();
        for (var entry : entries(queries)) {
            assertTrue(entry.state() != State.STARTED, entry.id());
            rows.merge(entry.attribution().get(Dimension.USER).orElseThrow(), 1, Integer::sum);
        }
        return rows;
    }

    private static List<Entry> entries(Queries queries) {
        var entries = new ArrayList<Entry>();
        var all = EntryFilter.between(Instant.EPOCH, Instant.now().plusSeconds(60));
        Optional<String> cursor = Optional.empty();
        do {
            var page = queries.entries(all, 1000, cursor);
            entries.addAll(page.entries());
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return entries;
    }
}
