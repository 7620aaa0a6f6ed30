package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.admission.Raise;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Budgets of all units, scopes and windows with real calls: under load, with faults, and over a restart.
class BudgetsEndToEndTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String BASE = """
            providers:
              sim: { dialect: openai, base_url: "http://simulated.localhost/v1", models: [sim-small] }
            routes:
              r: { retries: { attempts: 0 }, health: { failures: 1000000 },
                   targets: [{ provider: sim, model: sim-small }] }
            prices: [{ provider: sim, model: sim-small, from: 2020-01-01, input: 1, output: 1 }]
            keys:
              - { name: app, secret: "literal:%s", owner: { name: Dana } }
            """.formatted(TestGateway.KEY);

    @TempDir
    Path folder;

    private TestGateway open(String budgets) {
        var gateway = TestGateway.open(folder, BASE + "budgets:\n" + budgets);
        gateway.gateway().simulated().control().speed(1_000);
        return gateway;
    }

    private static int ask(TestGateway gateway, boolean stream, String... headers) {
        return gateway.post(CHAT, "{\"model\":\"r\",\"max_tokens\":30,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"toll gates\"}]}", headers).statusCode();
    }

    private static BudgetState state(TestGateway gateway, String name, String subject) {
        return gateway.gateway().budgets().stream()
                .filter(each -> each.name().equals(name) && each.subject().equals(subject)).findFirst().orElseThrow();
    }

    /// A hundred callers, among them some whose provider fails, breaks off or falls silent, and some that are cut.
    @Test
    void ofAHundredCallersAsManyPassAsTheCapAllows() throws InterruptedException {
        try (var gateway = open("""
                  - { name: calls, scope: {}, window: day, requests: 40 }
                  - { name: money, scope: { key: app }, window: month, usd: 0.0015 }
                """)) {
            var control = gateway.gateway().simulated().control();
            control.script("sim-small", SimFault.of(SimFault.Kind.SERVER_ERROR), 5);
            control.script("sim-small", SimFault.of(SimFault.Kind.CUT), 5);
            control.script("sim-small", SimFault.of(SimFault.Kind.STALL), 5);
            var answered = new AtomicInteger();
            var gone = new AtomicInteger();
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 100; i++) {
                boolean stream = i % 2 == 0;
                threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        answered.addAndGet(ask(gateway, stream) == 200 ? 1 : 0);
                    } catch (UncheckedIOException brokenOff) {
                        gone.incrementAndGet();
                    }
                }));
            }
            while (threads.stream().anyMatch(Thread::isAlive)) {
                overNowhere(gateway);
                threads.getLast().join(Duration.ofMillis(5));
                gateway.gateway().flights().all().stream().filter(flight -> flight.view().started()
                        .isBefore(Instant.now().minusSeconds(2)))
                        .forEach(flight -> gateway.gateway().control().cut("test", flight.id()));
                threads.removeIf(thread -> !thread.isAlive());
            }
            TestGateway.await(() -> gateway.gateway().flights().size() == 0 ? true : null);
            overNowhere(gateway);
            gateway.entry(100);
            var admitted = gateway.entries().stream().filter(e -> e.result().outcome() != Outcome.REJECTED).toList();
            assertEquals(admitted.size(), state(gateway, "calls", "everything").settled());
            assertEquals(admitted.stream().mapToLong(e -> e.cost().picos()).sum(),
                    state(gateway, "money", "app").settled());
            assertEquals(List.of(), gateway.gateway().control().budgets().holds());
            assertTrue(answered.get() > 5 && gone.get() > 0, "answered " + answered + ", broken off " + gone);
        }
    }

    @Test
    void aBlockedCounterIsRaisedForAWhileAndTheWayBackHolds() {
        var calls = "  - { name: calls, scope: { each: customer }, window: total, requests: 2 }\n";
        var raise = new Raise(2, Instant.now().plusSeconds(3_600));
        try (var gateway = open(calls)) {
            var desk = gateway.gateway().control().budgets();
            assertEquals(List.of(200, 200, 429), asks(gateway, "acme", 3));
            assertEquals(Optional.empty(), desk.raise("test", "calls", "acme", Optional.of(raise)));
            var raised = state(gateway, "calls", "acme");
            assertEquals(4, raised.limit());
            assertEquals(Optional.of(raise), raised.raise());
            assertEquals(BudgetState.OK, raised.state());
            assertEquals(List.of(200), asks(gateway, "acme", 1));
            assertEquals(List.of(200, 200, 429), asks(gateway, "other", 3), "of the other customer nothing changed");
            gateway.entry(7);
            TestGateway.await(() -> gateway.gateway().remembered("budget-raises").filter(text -> text.contains("acme"))
                    .orElse(null));
            assertTrue(gateway.gateway().audit().rows(9, OptionalLong.empty()).stream().anyMatch(row -> row.action()
                    .equals("raise budget") && row.subject().startsWith("calls of acme until ")));
        }
        try (var gateway = open(calls)) {
            assertEquals(List.of(200, 429), asks(gateway, "acme", 2), "it outlasts a restart");
            assertEquals(Optional.of(raise),
                    gateway.gateway().control().budgets().raise("test", "calls", "acme", Optional.empty()));
            assertEquals(BudgetState.BLOCKED, state(gateway, "calls", "acme").state());
            gateway.gateway().control().budgets().raise("test", "calls", "acme",
                    Optional.of(new Raise(9, Instant.now().minusSeconds(1))));
            assertEquals(List.of(429), asks(gateway, "acme", 1), "it ends by itself");
        }
    }

    private static List<Integer> asks(TestGateway gateway, String customer, int times) {
        return Stream.generate(() -> ask(gateway, false, "x-tollgate-customer", customer)).limit(times).toList();
    }

    /// The answer outgrows what was held for it: the client reads which budget ended it, and so does the operator.
    @Test
    void aCallThatReachesABudgetInTheMidstOfItsAnswerIsToldWhichOne() throws IOException {
        var small = BASE.replace("model: sim-small }]", "model: sim-small, max_output: 1 }]");
        try (var gateway = TestGateway.open(folder, small + """
                budgets:
                  - { name: roomy, scope: {}, window: day, usd: 5 }
                  - { name: app-day, scope: { key: app }, window: day, usd: 0.00003 }
                """)) {
            gateway.gateway().simulated().control().speed(1_000);
            var told = told(gateway, "{\"model\":\"r\",\"stream\":true,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"a long story of toll gates\"}]}");
            assertTrue(told.contains("\"content\""), "some of it came: " + told);
            assertTrue(told.contains("\"code\":\"budget_exceeded\"") && told.contains("\"type\":\"rate_limit_error\""),
                    told);
            assertTrue(told.contains("Budget \\\"app-day\\\" for app allows $0.00003 a day"), told);
            assertTrue(told.contains("It opens again at ") && !told.contains("[DONE]") && !told.contains("operator"),
                    told);
            var entry = gateway.entry(1);
            assertEquals(Outcome.INTERRUPTED, entry.result().outcome());
            assertEquals(Optional.of(Reason.BUDGET_EXCEEDED), entry.result().reason());
            assertTrue(entry.result().message().orElseThrow().startsWith("Budget \"app-day\" for app"));
            assertEquals(Optional.of(Fault.CUT), entry.attempts().getFirst().fault());
            assertEquals(entry.result().message(), entry.attempts().getFirst().detail());
            assertEquals(List.of(), gateway.gateway().control().budgets().holds());
            assertEquals(entry.cost().picos(), state(gateway, "app-day", "app").settled());
        }
    }

    /// All that came before the connection ended: a library's client drops what it has not yet handed out when an answer
    /// has no clean end.
    private static String told(TestGateway gateway, String body) throws IOException {
        var url = URI.create(gateway.url(CHAT));
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(("POST " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                    + "\r\nAuthorization: Bearer " + TestGateway.KEY + "\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertFalse(answer.endsWith("0\r\n\r\n"), "it ended as if it were whole: " + answer);
            return answer;
        }
    }

    private static void overNowhere(TestGateway gateway) {
        for (var state : gateway.gateway().budgets()) {
            assertTrue(state.settled() + state.reserved() <= state.limit(), state.toString());
        }
    }

    private static final String ALL = """
              - { name: key-day, scope: { key: app }, window: day, usd: 1, at: { 1: notify, 100: block } }
              - { name: all-hour, scope: {}, window: hour, requests: 1000, at: { "1": notify } }
              - { name: customer-week, scope: { each: customer }, window: week, tokens: 100000 }
              - { name: feature-month, scope: { feature: search }, window: month, requests: 50 }
              - { name: thread-total, scope: { each: thread }, window: total, usd: 1 }
              - { name: thread-of-acme, scope: { customer: acme, each: thread }, window: total, tokens: 100000 }
              - { name: owner-5h, scope: { owner: Dana }, window: 5h, usd: 1 }
              - { name: user-day, scope: { each: user }, window: day, requests: 5 }
              - { name: normal-day, scope: { traffic: normal }, window: day, requests: 500 }
              - { name: long, scope: {}, window: 100000s, tokens: 100000 }
            """;

    @Test
    void everyScopeWindowAndUnitGoesOnAfterARestart() {
        String before;
        try (var gateway = open(ALL)) {
            for (int i = 0; i < 12; i++) {
                assertEquals(200, ask(gateway, i % 2 == 0, "x-tollgate-customer", i % 3 == 0 ? "acme" : "other",
                        "x-tollgate-feature", i % 2 == 0 ? "search" : "chat", "x-tollgate-thread", "t" + i % 4,
                        "x-tollgate-user", "u" + i % 3));
            }
            gateway.entry(12);
            before = counters(gateway);
            assertEquals(19, before.lines().count(), before);
            assertEquals(BudgetState.NOTIFIED, state(gateway, "all-hour", "everything").state());
            assertEquals(12, state(gateway, "all-hour", "everything").settled());
            assertEquals(6, state(gateway, "feature-month", "search").settled());
            assertEquals(4, state(gateway, "user-day", "u0").settled());
            assertEquals(gateway.entries().stream().mapToLong(e -> e.cost().picos()).sum(),
                    state(gateway, "key-day", "app").settled());
            var told = state(gateway, "all-hour", "everything").toldAt();
            TestGateway.await(() -> gateway.gateway().remembered("budget-steps").orElse("").contains("all-hour")
                    ? told
                    : null);
        }
        try (var gateway = open(ALL)) {
            var told = new CopyOnWriteArrayList<Event>();
            gateway.gateway().events().subscribe(event -> {
                if (event instanceof Event.BudgetStep) {
                    told.add(event);
                }
            });
            assertEquals(before, counters(gateway));
            ask(gateway, false, "x-tollgate-user", "u0");
            assertEquals(429, ask(gateway, false, "x-tollgate-user", "u0"));
            assertEquals(List.of("user-day"), told.stream().map(e -> ((Event.BudgetStep) e).budget()).toList());
        }
    }

    private static String counters(TestGateway gateway) {
        return gateway.gateway().budgets().stream().map(s -> s.name() + " " + s.subject() + " " + s.settled() + " "
                + s.reserved() + " " + s.state() + " " + s.told()).sorted().collect(Collectors.joining("\n"));
    }

    @Test
    void aBudgetMadeInTheMiddleOfItsWindowKnowsWhatWasSpent() {
        try (var gateway = open("  - { name: one, scope: {}, window: day, usd: 1 }\n")) {
            ask(gateway, false);
            var first = gateway.entry(1);
            var restored = new UsedBefore(gateway.gateway().queries(), gateway.gateway().time());
            var budget = gateway.gateway().config().budgets().getFirst();
            var start = gateway.gateway().admission().windowStart(budget, gateway.gateway().config().billingZone());
            assertEquals(first.cost().picos(), restored.of(budget, start).get("everything"));
        }
    }

    @Test
    void theRowsSayUnitLimitSettledReservedAndState() {
        try (var gateway = open("""
                  - { name: money, scope: {}, window: week, usd: 2.5 }
                  - { name: words, scope: { key: app }, window: month, tokens: 1, at: { 100: notify } }
                  - { name: calls, scope: {}, window: total, requests: 1 }
                """)) {
            assertEquals(200, ask(gateway, false));
            assertEquals(429, ask(gateway, false));
            gateway.entry(2);
            Entry entry = gateway.entries().getLast();
            var money = row(gateway, "money");
            assertEquals("usd", money.get("unit").asString());
            assertEquals("2.5", money.get("limit").asString());
            assertEquals(Picos.usd(entry.cost().picos()), money.get("settled").asString());
            assertEquals("0", money.get("reserved").asString());
            assertEquals("ok", money.get("state").asString());
            assertTrue(money.get("window").get("end").isString());
            var words = row(gateway, "words");
            assertEquals("notified", words.get("state").asString());
            assertTrue(words.get("settled").asLong() > 1);
            var calls = row(gateway, "calls");
            assertEquals("blocked", calls.get("state").asString());
            assertEquals(1, calls.get("settled").asLong());
            assertEquals(1, calls.get("refused").asLong());
            assertTrue(calls.get("window").get("end").isNull());
        }
    }

    private static JsonNode row(TestGateway gateway, String name) {
        return JsonMapper.shared().readTree(gateway.admin("GET", "budgets", "").body()).get("data").valueStream()
                .filter(row -> row.get("name").asString().equals(name)).findFirst().orElseThrow();
    }
}
