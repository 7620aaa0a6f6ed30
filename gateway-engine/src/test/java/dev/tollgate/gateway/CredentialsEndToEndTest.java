package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.request.Explained;
import dev.tollgate.gateway.request.Hypothesis;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several keys of one provider, through the front door: their order, their refusals and their limits; and the dry run
/// that tells all that before.
final class CredentialsEndToEndTest {
    private static final String CHAT = "{\"model\":\"fast\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\","
            + "\"content\":\"Hello\"}]}";
    @TempDir
    Path folder;

    private TestGateway open(String credentials) {
        var gateway = TestGateway.open(folder, """
                listen: { port: 0 }
                providers:
                  two:
                    base_url: http://simulated.localhost/v1
                    region: eu-central
                    credentials: [%s]
                  other: { base_url: "http://simulated-2.localhost/v1", free: true }
                routes:
                  fast:
                    retries: { attempts: 0 }
                    targets: [{ provider: two, model: sim-small }, { provider: other, model: sim-small, type: backup }]
                """.formatted(credentials));
        gateway.gateway().simulated().control().speed(0);
        gateway.gateway().simulated().second().speed(0);
        return gateway;
    }

    private static Entry call(TestGateway gateway, int count) {
        assertEquals(200, gateway.post("/v1/chat/completions", CHAT).statusCode());
        return gateway.entry(count);
    }

    private static List<String> credentials(Entry entry) {
        return entry.attempts().stream().map(a -> a.target().provider() + "#" + a.target().credential()).toList();
    }

    @Test
    void aRefusedKeyRestsAndTheNextOneGoesOnUntilItIsChanged() {
        try (var gateway = open("\"literal:sim-wrong\", \"literal:sim-good\"")) {
            var first = call(gateway, 1);
            assertEquals(List.of("two#1", "two#2"), credentials(first));
            assertEquals(Outcome.SUCCESS, first.result().outcome());
            assertEquals(List.of("two#2"), credentials(call(gateway, 2)), "the refused one is not tried again");
            var targets = gateway.admin("GET", "targets", "").body();
            assertTrue(targets.contains("\"credential\":\"1\"") && targets.contains("its credential was refused"),
                    targets);
            assertTrue(targets.contains("\"target\":\"other/sim-small\""), "one that was never called is listed too");
            assertFalse(targets.contains("sim-wrong"), "no secret");
        }
    }

    @Test
    void anUnsetVariableIsNoCallWithoutAKey() {
        try (var gateway = open("\"env:TOLLGATE_TEST_NOT_SET\", \"literal:sim-good\"")) {
            var entry = call(gateway, 1);
            assertEquals(List.of("two#2"), credentials(entry));
        }
    }

    @Test
    void aKeyAtItsLimitLeavesTheCallToTheNextAndThenToTheNextTarget() {
        try (var gateway = open("{ secret: \"literal:sim-a\", rpm: 2 }, { secret: \"literal:sim-b\", rpm: 1 }")) {
            assertEquals(List.of("two#1"), credentials(call(gateway, 1)));
            assertEquals(List.of("two#1"), credentials(call(gateway, 2)));
            assertEquals(List.of("two#2"), credentials(call(gateway, 3)));
            var fourth = call(gateway, 4);
            assertEquals(List.of("other#"), credentials(fourth));
            var dropped = fourth.decision().stream().filter(v -> v.target().equals("two/sim-small")).findFirst();
            assertTrue(dropped.orElseThrow().reason().contains("limit of 2 calls a minute"), dropped.toString());
            assertTrue(gateway.admin("GET", "targets", "").body().contains("\"limits\":{\"rpm\":2,\"calls\":2}"));
        }
    }

    @Test
    void theDryRunTellsWhoWouldBeTakenAndSendsNothing() {
        try (var gateway = open("\"literal:sim-wrong\", \"literal:sim-good\"")) {
            var asked = new Hypothesis("app", "fast", Endpoint.CHAT, 2_000, 100, OptionalLong.empty(), true);
            var before = gateway.gateway().dryRun().of(asked);
            assertEquals(List.of("two/sim-small TAKEN", "two/sim-small STANDBY", "other/sim-small STANDBY"),
                    rungs(before));
            var call = call(gateway, 1);
            var after = gateway.gateway().dryRun().of(Hypothesis.again(call));
            assertEquals(List.of("two/sim-small DROPPED", "two/sim-small TAKEN", "other/sim-small STANDBY"),
                    rungs(after));
            assertTrue(after.rungs().getFirst().reason().contains("rests until"), after.toString());
            assertTrue(after.rungs().get(1).facts().contains("1 of 1 call answered since the start"),
                    after.rungs().get(1).facts().toString());
            assertEquals(1, gateway.entries().size(), "nothing was sent");
            assertFalse(after.toString().contains("sim-wrong"));
        }
    }

    @Test
    void theDryRunSaysWhyNobodyWouldAnswer() {
        try (var gateway = open("env:TOLLGATE_TEST_NOT_SET")) {
            var run = gateway.gateway().dryRun();
            var unknown = run.of(new Hypothesis("app", "fats", Endpoint.CHAT, 10, 10, OptionalLong.empty(), false));
            assertTrue(unknown.refusal().orElse("").contains("fast"), unknown.toString());
            var locked = run.of(new Hypothesis("app", "fast", Endpoint.CHAT, 10, 10, OptionalLong.empty(), false));
            assertEquals(List.of("two/sim-small DROPPED", "other/sim-small TAKEN"), rungs(locked));
            assertTrue(locked.rungs().getFirst().reason().contains("TOLLGATE_TEST_NOT_SET is not set"));
            gateway.gateway().control().pause("test", "app");
            var paused = run.of(new Hypothesis("app", "fast", Endpoint.CHAT, 10, 10, OptionalLong.empty(), false));
            assertTrue(paused.refusal().isPresent());
            assertEquals(0, gateway.gateway().control().pauses().getFirst().refused(), "nothing was counted");
        }
    }

    /// What a real call is told, told before it is made: limits and budgets as they stand.
    @Test
    void theDryRunNamesTheBudgetOrTheLimitThatWouldRefuse() {
        try (var gateway = TestGateway.open(folder, """
                providers:
                  two: { base_url: "http://simulated.localhost/v1", models: [sim-small] }
                routes:
                  fast: { targets: [{ provider: two, model: sim-small }] }
                keys:
                  - { name: app, secret: "literal:%s" }
                  - { name: small, secret: "literal:tg-test-small-00000000000000000000000000",
                      limits: { max_input_tokens: 10 } }
                budgets:
                  - { name: one-call, scope: { key: app }, window: day, requests: 1 }
                """.formatted(TestGateway.KEY))) {
            gateway.gateway().simulated().control().speed(0);
            var asked = new Hypothesis("app", "fast", Endpoint.CHAT, 2_000, 100, OptionalLong.empty(), false);
            assertEquals(Optional.empty(), gateway.gateway().dryRun().of(asked).barred());
            call(gateway, 1);
            var refused = gateway.post("/v1/chat/completions", CHAT);
            assertEquals(429, refused.statusCode());
            var barred = gateway.gateway().dryRun().of(asked);
            assertTrue(barred.barred().orElse("").contains("one-call"), barred.toString());
            assertEquals(Optional.empty(), barred.refusal());
            assertEquals(List.of("two/sim-small TAKEN"), rungs(barred));
            assertEquals(1, gateway.gateway().budgets().getFirst().refused(), "asking is not counted");
            var over = gateway.gateway().dryRun().of(new Hypothesis("small", "fast", Endpoint.CHAT, 2_000, 100,
                    OptionalLong.empty(), false));
            assertTrue(over.refusal().orElse("").contains("max_input_tokens"), over.toString());
        }
    }

    @Test
    void pendingChangesCanBeAskedBeforeTheyAreInForce() {
        try (var gateway = open("\"literal:sim-good\"")) {
            var config = gateway.gateway().config();
            var off = config.withProviders(config.providers().stream()
                    .map(p -> p.name().equals("two") ? p.withEnabled(false) : p).toList());
            var asked = new Hypothesis("app", "fast", Endpoint.CHAT, 10, 10, OptionalLong.empty(), false);
            assertEquals(List.of("two/sim-small DROPPED", "other/sim-small TAKEN"),
                    rungs(gateway.gateway().dryRun().of(asked, off)));
        }
    }

    @Test
    void anotherAddressIsAnotherReceiverAndGetsNoKeyOfTheOldOne() {
        try (var gateway = open("\"literal:sim-good\"")) {
            var provider = gateway.gateway().config().provider("two").orElseThrow();
            assertEquals(List.of(), provider.withBaseUrl("https://elsewhere.example/v1").credentials());
            assertEquals(List.of(Credential.of(new Secret.Literal("sim-good"))),
                    provider.withBaseUrl(provider.baseUrl()).credentials());
        }
    }

    private static List<String> rungs(Explained explained) {
        return explained.rungs().stream().map(r -> r.target() + " " + r.fate()).toList();
    }
}
