package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.ConfigText;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Listen;
import dev.tollgate.gateway.config.Network;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.testing.OwnConfig;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The configuration changed while calls come in: by the endpoint, back to an older version, and everything live.
class ConfigChangesEndToEndTest {
    @TempDir
    Path folder;

    private OwnConfig open() {
        return OwnConfig.open(folder.resolve("home"));
    }

    private static Applied change(OwnConfig open, UnaryOperator<GatewayConfig> change) {
        return open.gateway().versions().apply("test", change);
    }

    private static UnaryOperator<GatewayConfig> listen(Function<Listen, Listen> change) {
        return config -> config.withListen(change.apply(config.listen()));
    }

    @Test
    void theWholeConfigurationIsReplacedByWhoHasSeenIt() {
        try (var open = open()) {
            var seen = open.admin("GET", "config", "");
            var tag = seen.headers().firstValue("ETag").orElseThrow();
            var next = seen.body().replace("\"usd\":25", "\"usd\":30");
            assertNotEquals(seen.body(), next);

            assertEquals(428, open.admin("PUT", "config", next).statusCode());
            assertEquals(412, open.admin("PUT", "config", next, "If-Match", "\"77\"").statusCode());
            var wrong = open.admin("PUT", "config", next.replace("\"window\":\"day\"", "\"window\":\"fortnight\"")
                    .replace("\"model\":\"sim-large\"", "\"modell\":\"sim-large\""), "If-Match", tag);
            assertEquals(422, wrong.statusCode());
            assertTrue(wrong.body().contains("budgets[0].window") && wrong.body().contains("budgets[1].window")
                    && wrong.body().contains("modell"), wrong.body());
            assertEquals(seen.body(), open.admin("GET", "config", "").body());

            var taken = open.admin("PUT", "config", next, "If-Match", tag);
            assertEquals(200, taken.statusCode(), taken.body());
            assertNotEquals(tag, taken.headers().firstValue("ETag").orElseThrow());
            assertEquals(next, open.admin("GET", "config", "").body());
            assertEquals(412, open.admin("PUT", "config", next, "If-Match", tag).statusCode());
        }
    }

    /// The key's and the provider's secret were shown by name only, and go on working.
    @Test
    void secretsThatWereShownByNameAreKept() throws IOException {
        try (var open = open()) {
            var seen = open.admin("GET", "config", "");
            assertTrue(seen.body().contains("stored:key-app") && seen.body().contains("stored:paid"), seen.body());
            assertFalse(seen.body().contains("sk-very-secret-0815"), seen.body());
            var taken = open.admin("PUT", "config", seen.body().replace("\"usd\":25", "\"usd\":30"), "If-Match", "*");
            assertEquals(200, taken.statusCode(), taken.body());
            assertEquals(200, open.chat("smart"));
            var credential = open.gateway().config().provider("paid").orElseThrow().credentials().getFirst();
            assertEquals(new Secret.Stored("paid"), credential.secret());
            assertFalse(ConfigText.write(open.gateway().config()).contains("literal:"));
        }
        var database =
                Files.readString(folder.resolve("home/ledger.mv.db"), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertFalse(database.contains("sk-very-secret-0815"));
    }

    /// Whoever answers at another address must not be sent the key of the first one.
    @Test
    void aKeptKeyStaysWithItsAddress() {
        try (var open = open()) {
            for (int round = 0; round < 2; round++) {
                var seen = open.admin("GET", "config", "").body();
                assertTrue(seen.contains("stored:paid"), seen);
                var refused = open.admin("PUT", "config", elsewhere(seen), "If-Match", "*");
                assertEquals(422, refused.statusCode(), refused.body());
                assertTrue(refused.body().contains("providers.paid.credentials[0]"), refused.body());
                assertEquals(seen, open.admin("GET", "config", "").body());
                change(open, config -> config.withBudgets(config.budgets().subList(0, 1))); // seals what is literal
            }
            var given = elsewhere(open.admin("GET", "config", "").body())
                    .replace("stored:paid", "literal:sk-another-4711");
            assertEquals(200, open.admin("PUT", "config", given, "If-Match", "*").statusCode());
            var credential = open.gateway().config().provider("paid").orElseThrow().credentials().getFirst();
            assertEquals(new Secret.Stored("paid-2"), credential.secret());
        }
    }

    private static String elsewhere(String config) {
        return config.replace("simulated-2.localhost", "elsewhere.localhost");
    }

    @Test
    void aFileIsTheOnlyOneThatChangesItself() {
        try (var gateway = TestGateway.open(folder, "")) {
            var refused = gateway.admin("PUT", "config", "{}");
            assertEquals(409, refused.statusCode());
            assertTrue(refused.body().contains("read_only_config") && refused.body().contains("config.yaml"));
        }
    }

    @Test
    void versionsTellWhatChangedAndOneIsRestored() {
        try (var open = open()) {
            change(open, config -> config.withBudgets(config.budgets().subList(0, 1)));
            change(open, config -> config.withRoutes(config.routes().subList(0, 1)));
            var history = open.gateway().history();
            var entries = history.newest(10);
            assertEquals(List.of("test", "test", "first start"), entries.stream().map(e -> e.version().author())
                    .toList());
            assertEquals(List.of("route paid removed"), entries.get(0).changed());
            assertEquals(List.of("budget app-day removed"), entries.get(1).changed());

            var first = entries.getLast().version().number();
            assertEquals(List.of("budget app-day added", "route paid added"),
                    history.back(first).words().stream().sorted().toList());
            assertInstanceOf(Applied.InForce.class, history.restore("test", first));
            assertEquals(2, open.gateway().config().budgets().size());
            assertEquals(4, history.newest(10).size());
            assertEquals(200, open.chat("paid"));
            var listed = open.admin("GET", "config/versions", "").body();
            assertTrue(listed.contains("route paid removed"), listed);
            assertEquals(200, open.admin("POST", "config/versions/" + first + "/restore", "").statusCode());
        }
    }

    @Test
    void checkTellsTheDifferenceAndChangesNothing() {
        try (var open = open()) {
            var reply = open.admin("POST", "config/check", open.admin("GET", "config", "").body()
                    .replace("\"usd\":25", "\"usd\":30"));
            assertTrue(reply.body().contains("budget everything: usd 25 → 30"), reply.body());
            assertEquals(0, open.gateway().history().newest(10).size());
        }
    }

    @Test
    void aNewPortIsOpenedAndRunningCallsEndOnTheOldOne() throws InterruptedException {
        try (var open = open()) {
            int old = open.gateway().status().port();
            open.gateway().simulated().control().speed(1);
            var outcome = new AtomicInteger();
            var running = Thread.ofVirtual().start(() -> outcome.set(open.chat(old, "smart")));
            TestGateway.await(() -> open.gateway().flights().size() == 1 ? true : null);
            int next = free();
            assertInstanceOf(Applied.InForce.class, change(open, listen(l -> l.withPort(next))));
            open.gateway().simulated().control().speed(0);
            running.join();
            assertEquals(200, outcome.get());
            assertEquals(next, open.gateway().status().port());
            assertEquals(200, open.chat(next, "smart"));
            assertThrows(UncheckedIOException.class, () -> open.chat(old, "smart"));
        }
    }

    @Test
    void aTakenPortIsSaidAndNothingChanges() throws IOException {
        try (var open = open(); var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = open.gateway().status().port();
            var applied = change(open, listen(l -> l.withPort(other.getLocalPort())));
            var problem = assertInstanceOf(Applied.Wrong.class, applied).problems().getFirst();
            assertEquals("listen.port", problem.path());
            assertTrue(problem.message().contains("Port " + other.getLocalPort()), problem.message());
            assertEquals(0, open.gateway().config().listen().port());
            assertEquals(List.of(), open.gateway().history().newest(5));
            assertEquals(200, open.chat(port, "smart"));
        }
    }

    /// One that the system gives to nobody who asks for any: while it is free for a moment nobody else gets it.
    private static int quietPort() throws IOException {
        for (int port = 21_000; port < 21_500; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException _) {
                // somebody has it: the next one
            }
        }
        throw new IOException("no port is free");
    }

    /// Another address on the same port: the old sockets make way; where the new ones fail they come back.
    @Test
    void anotherHostOnTheSamePort() throws IOException {
        try (var open = open()) {
            int port = quietPort();
            assertInstanceOf(Applied.InForce.class, change(open, listen(l -> l.withPort(port))));
            var more = change(open, listen(l -> l.withHosts(List.of("127.0.0.1", "127.0.0.2"))));
            assertInstanceOf(Applied.InForce.class, more);
            assertEquals(port, open.gateway().status().port());
            assertEquals(200, open.chat(port, "smart"));
            var nowhere = change(open, listen(l -> l.withHosts(List.of("127.0.0.1", "192.0.2.77"))));
            assertInstanceOf(Applied.Wrong.class, nowhere);
            assertEquals(200, open.chat(port, "smart"));
        }
    }

    @Test
    void anotherBillingZoneCutsDaysAnewAndBudgetsKeepWhatTheyHold() throws InterruptedException {
        try (var open = open()) {
            assertEquals(200, open.chat("smart"));
            TestGateway.await(() -> open.gateway().ledger().committed() >= 1 ? true : null);
            long spent = open.gateway().budgets().getFirst().settled();
            assertTrue(spent > 0);
            var zone = ZoneId.of("Pacific/Kiritimati");
            change(open, config -> config.withBillingZone(zone));
            assertEquals(200, open.chat("smart"));
            TestGateway.await(() -> open.gateway().ledger().committed() >= 2 ? true : null);
            var now = Instant.now();
            var midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
            assertEquals(midnight, open.gateway().budgets().getFirst().windowStart());
            long today = open.gateway().queries().spend(new SpendQuery(List.of(), midnight, now.plusSeconds(60),
                    SpendQuery.Step.MINUTE, Duration.ZERO, Map.of())).stream().mapToLong(r -> r.totals().picos()).sum();
            assertEquals(today, open.gateway().budgets().getFirst().settled());
        }
    }

    @Test
    void anotherWayOutIsTakenByNewCallsAndAWrongOneIsRefused() throws IOException {
        try (var open = open()) {
            var wrong = change(open, network(new Network("none", Optional.of(folder.resolve("none.pem").toString()))));
            assertEquals("network.ca", assertInstanceOf(Applied.Wrong.class, wrong).problems().getFirst().path());
            assertInstanceOf(Applied.InForce.class, change(open, network(new Network("none", Optional.empty()))));
            assertEquals(200, open.chat("smart"));
        }
    }

    private static UnaryOperator<GatewayConfig> network(Network next) {
        return config -> config.withNetwork(next);
    }

    private static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
