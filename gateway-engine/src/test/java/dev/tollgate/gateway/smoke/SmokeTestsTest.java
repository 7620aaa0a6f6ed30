package dev.tollgate.gateway.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.sim.SimControl;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.smoke.SmokeTests.Asked;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Each check against the simulated provider: green when it is well, and with the right cause when it is not.
class SmokeTestsTest {
    private static final String CONFIG = """
            providers:
              sim:
                base_url: http://simulated.localhost/v1
                credentials: ["literal:sk-simulated-secret-123456"]
                models: [sim-small, sim-embed]
              nowhere: { base_url: "http://127.0.0.1:1/v1", models: [ghost] }
            prices:
              - { provider: sim, model: sim-small, from: 2026-01-01, input: 0.15, output: 0.60 }
              - { provider: sim, model: sim-embed, from: 2026-01-01, input: 0.02 }
            """;
    private static final long CEILING = SmokeAsk.USUAL_CEILING;

    @TempDir
    Path folder;

    private TestGateway gateway;
    private SmokeTests smoke;
    private SimControl provider;

    @BeforeEach
    void open() {
        gateway = TestGateway.open(folder, CONFIG);
        smoke = gateway.gateway().smoke();
        provider = gateway.gateway().simulated().control();
        provider.speed(20);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private SmokeRun run(String model, Set<Check> checks, long ceiling) {
        var plan = assertInstanceOf(Asked.Possible.class,
                smoke.plan("sim", List.of(model), checks, ceiling)).plan();
        var started = assertInstanceOf(Asked.Started.class, smoke.start("test", plan));
        return ended(started.id());
    }

    private SmokeRun ended(String id) {
        return TestGateway.await(() -> smoke.runs().run(id).filter(r -> r.state() != SmokeRun.State.RUNNING)
                .orElse(null));
    }

    private SmokeCell cell(String model, Check check) {
        return only(run(model, Set.of(check), CEILING), check);
    }

    private static SmokeCell only(SmokeRun run, Check check) {
        return run.cells().stream().filter(c -> c.check().equals(check.word())).findFirst().orElseThrow();
    }

    private static String told(SmokeRun run) {
        return run.cells().stream().map(c -> c.check() + " " + c.state().word() + ": " + c.cause() + " | " + c.detail()
                + " | " + c.assertion()).collect(Collectors.joining("\n"));
    }

    private static EnumSet<Check> but(Check left) {
        return EnumSet.complementOf(EnumSet.of(left));
    }

    @Test
    void aHealthyChatModelIsGreenInWhatItOffersAndCostsWhatTheLedgerSays() {
        var plan = assertInstanceOf(Asked.Possible.class,
                smoke.plan("sim", List.of("sim-small"), Set.of(), CEILING)).plan();
        var run = run("sim-small", Set.of(), CEILING);
        for (var check : but(Check.EMBED)) {
            assertEquals(SmokeCell.State.OK, only(run, check).state(), told(run));
        }
        assertEquals(SmokeCell.State.SKIPPED, only(run, Check.EMBED).state());
        assertEquals(SmokeRun.State.DONE, run.state());
        assertEquals(plan.calls(), run.calls(), "the estimate counts the calls");
        assertEquals(plan.calls(), provider.log().size(), "as the provider saw them");
        assertTrue(run.picos() > 0 && run.picos() <= plan.mostPicos(), () -> run.picos() + " of " + plan);
        gateway.entry(plan.calls());
        var rows = gateway.entries().stream()
                .filter(e -> e.attribution().get(Dimension.FEATURE).equals(Optional.of("smoke"))).toList();
        assertEquals(plan.calls(), rows.size());
        assertEquals(run.picos(), rows.stream().mapToLong(e -> e.cost().picos()).sum());
        assertEquals(run.picos(), run.cells().stream().mapToLong(SmokeCell::picos).sum());
        assertTrue(rows.stream().allMatch(e -> e.asked().key().equals("tollgate-smoke")));
        assertEquals(0, smoke.failing());
    }

    @Test
    void aHealthyEmbeddingModelIsGreenInWhatItOffers() {
        var run = run("sim-embed", Set.of(), CEILING);
        for (var check : List.of(Check.EMBED, Check.ERROR, Check.LIMIT, Check.USAGE, Check.LATENCY, Check.QUOTA)) {
            assertEquals(SmokeCell.State.OK, only(run, check).state(), told(run));
        }
        assertEquals(SmokeCell.State.SKIPPED, only(run, Check.CHAT).state());
        assertEquals(2, run.calls());
    }

    @Test
    void aReasoningModelIsGivenTheTokensItThinksWith() {
        var run = run("sim-reason", EnumSet.of(Check.CHAT, Check.STREAM), CEILING);
        assertEquals(SmokeCell.State.OK, only(run, Check.CHAT).state(), told(run));
        assertEquals(SmokeCell.State.OK, only(run, Check.STREAM).state(), told(run));
        assertTrue(run.calls() <= 3, told(run));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"CHAT|SERVER_ERROR|The provider failed (500)",
            "CHAT|OVERLOADED|Overloaded (503)", "CHAT|AUTH|The credential is refused (401)",
            "CHAT|MALFORMED|The answer breaks off", "CHAT|DOWN|Cannot be reached",
            "CHAT|ANSWER_EMPTY|The answer is empty", "STREAM|CUT|The answer breaks off",
            "STREAM|STREAM_ERROR|An error instead of the answer", "STREAM|MALFORMED|The answer is no JSON",
            "STREAM|STREAM_IGNORED|The stream is ignored", "TOOLS|TOOLS_IGNORED|Tools are ignored",
            "TOOLS|TOOLS_SPLIT|Arguments split over two indices", "TOOLS|TOOLS_BROKEN|Arguments are no JSON",
            "JSON|JSON_BROKEN|JSON mode is broken", "SCHEMA|SCHEMA_IGNORED|The schema is ignored",
            "ERROR|ERROR_SHAPE|Errors have another shape", "ERROR|ERROR_ACCEPTED|A wrong request is accepted",
            "USAGE|USAGE_MISSING|No usage is reported", "CHAT|LIMITS_BARE|Asks to wait (429)"})
    void aFaultIsFoundAndNamed(Check check, SimFault.Kind fault, String cause) {
        provider.script("sim-small", SimFault.of(fault), Duration.ofMinutes(1));
        var cell = cell("sim-small", check);
        assertEquals(SmokeCell.State.FAILED, cell.state(), cell.toString());
        assertEquals(cause, cell.cause(), cell.toString());
        assertFalse(cell.detail().isEmpty());
        assertFalse(cell.assertion().isEmpty());
        assertTrue(cell.number() >= 1 && cell.number() <= cell.assertions(), cell.toString());
        TestGateway.await(() -> smoke.failing() == 1 ? true : null);
    }

    @Test
    void unevenVectorsAreFound() {
        provider.script("sim-embed", SimFault.of(SimFault.Kind.VECTORS_UNEVEN), Duration.ofMinutes(1));
        var cell = cell("sim-embed", Check.EMBED);
        assertEquals(SmokeCell.State.FAILED, cell.state());
        assertEquals("Vectors of different lengths", cell.cause());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"LIMIT|LIMITS_SILENT|No rate-limit headers",
            "USAGE|USAGE_WRONG|Usage does not add up", "QUOTA|QUOTA_GONE|The quota is nearly gone"})
    void whatIsOnlyMissingDegrades(Check check, SimFault.Kind fault, String cause) {
        provider.script("sim-small", SimFault.of(fault), Duration.ofMinutes(1));
        var cell = cell("sim-small", check);
        assertEquals(SmokeCell.State.DEGRADED, cell.state(), cell.toString());
        assertEquals(cause, cell.cause());
        assertEquals(0, smoke.failing());
    }

    @Test
    void aRefusalThatDoesNotSayWhenToComeBackFailsTheLimits() {
        provider.script("sim-small", SimFault.of(SimFault.Kind.LIMITS_BARE).waiting(Duration.ZERO), 2);
        var plan = assertInstanceOf(Asked.Possible.class,
                smoke.plan("sim", List.of("sim-small"), EnumSet.of(Check.STREAM, Check.LIMIT), CEILING)).plan();
        var run = ended(assertInstanceOf(Asked.Started.class, smoke.start("test", plan)).id());
        var cell = only(run, Check.LIMIT);
        assertEquals(SmokeCell.State.FAILED, cell.state(), told(run));
        assertEquals("A 429 without Retry-After", cell.cause());
    }

    @Test
    void aSaidWaitIsWaitedOnce() {
        provider.script("sim-small", SimFault.of(SimFault.Kind.RATE_LIMITED).waiting(Duration.ofSeconds(1)), 1);
        var run = run("sim-small", EnumSet.of(Check.CHAT, Check.LIMIT), CEILING);
        assertEquals(SmokeCell.State.OK, only(run, Check.CHAT).state(), told(run));
        assertEquals("stated, 429 met", only(run, Check.LIMIT).cause());
        assertEquals(2, run.calls());
    }

    @Test
    void aSilentProviderHasNoQuotaToShow() {
        provider.script("sim-small", SimFault.of(SimFault.Kind.LIMITS_SILENT), Duration.ofMinutes(1));
        assertEquals(SmokeCell.State.SKIPPED, cell("sim-small", Check.QUOTA).state());
    }

    @Test
    void aCancelThatIsIgnoredIsTriedTwiceAndNamed() {
        provider.script("sim-small", SimFault.of(SimFault.Kind.CANCEL_IGNORED).waiting(Duration.ofMillis(2_500)),
                Duration.ofMinutes(1));
        var cell = cell("sim-small", Check.CANCEL);
        assertEquals(SmokeCell.State.FAILED, cell.state(), cell.toString());
        assertEquals("Cancel is ignored", cell.cause());
        assertEquals(4, cell.calls());
    }

    @Test
    void aSlowFirstTokenIsMeasuredAndNamed() {
        provider.script("sim-small", SimFault.of(SimFault.Kind.SLOW).waiting(Duration.ofMillis(5_100)), 1);
        var cell = cell("sim-small", Check.LATENCY);
        assertEquals(SmokeCell.State.DEGRADED, cell.state(), cell.toString());
        assertEquals("Slow to begin", cell.cause());
        assertTrue(cell.amount().orElse(0) >= 5_100, cell.toString());
    }

    @Test
    void whereNoCallGetsThroughTheRestIsNotTried() {
        provider.script("sim-small", SimFault.of(SimFault.Kind.AUTH), Duration.ofMinutes(1));
        var run = run("sim-small", Set.of(), CEILING);
        assertEquals(SmokeCell.State.FAILED, only(run, Check.CHAT).state());
        assertEquals(SmokeCell.State.NOT_RUN, only(run, Check.STREAM).state());
        assertEquals(1, run.calls());
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void whatWasSentAndWhatCameIsThereWithoutTheSecret(Check check) {
        var model = check == Check.EMBED ? "sim-embed" : "sim-small";
        var cell = cell(model, check);
        assertTrue(cell.sent().contains("\"model\":\"" + model + "\""), cell.sent());
        assertTrue(cell.received().startsWith("HTTP "), cell.received());
        assertTrue(cell.curl().contains("-H \"Authorization: Bearer $SIM_API_KEY\""), cell.curl());
        assertFalse(cell.toString().contains("sk-simulated"), cell.toString());
        assertFalse(cell.requests().isEmpty());
    }

    @Test
    void theCeilingStopsBeforeACallCouldPassIt() {
        var most = assertInstanceOf(Asked.Possible.class,
                smoke.plan("sim", List.of("sim-small"), EnumSet.of(Check.CHAT), CEILING)).plan().mostPicos();
        var ceiling = most + most / 10;
        var run = run("sim-small", Set.of(), ceiling);
        assertEquals(SmokeRun.State.CEILING, run.state(), told(run));
        assertTrue(run.picos() <= ceiling);
        assertTrue(run.calls() >= 1 && run.calls() < 9, told(run));
        assertEquals(Check.values().length, run.cells().size());
        var left = run.cells().stream().filter(c -> c.state() == SmokeCell.State.NOT_RUN).toList();
        assertFalse(left.isEmpty());
        assertTrue(left.getFirst().detail().contains("The ceiling of $"), left.getFirst().detail());
        assertEquals(run.calls(), provider.log().size());
    }

    @Test
    void aCancelledRunLeavesItsCallAndMakesNoOther() {
        provider.script("sim-small", SimFault.of(SimFault.Kind.SLOW).waiting(Duration.ofSeconds(30)), 1);
        var plan = assertInstanceOf(Asked.Possible.class,
                smoke.plan("sim", List.of("sim-small"), Set.of(), CEILING)).plan();
        var id = assertInstanceOf(Asked.Started.class, smoke.start("test", plan)).id();
        TestGateway.await(() -> provider.log().isEmpty() ? null : true);
        assertInstanceOf(Asked.Refused.class, smoke.start("test", plan), "one at a time");
        assertTrue(smoke.cancel(id));
        var run = ended(id);
        assertEquals(SmokeRun.State.CANCELLED, run.state());
        assertEquals(1, provider.log().size());
        assertTrue(run.cells().stream().allMatch(c -> c.state() == SmokeCell.State.NOT_RUN), told(run));
        assertFalse(smoke.cancel(id));
    }

    /// What an earlier run found is not this run's word on it.
    @Test
    void cellsThatACancelledRunDidNotComeToAreKnown() {
        run("sim-small", Set.of(Check.CHAT, Check.STREAM), CEILING);
        assertEquals(List.of(), smoke.runs().unreached());
        provider.script("sim-small", SimFault.of(SimFault.Kind.SLOW).waiting(Duration.ofSeconds(30)), 1);
        var plan = assertInstanceOf(Asked.Possible.class,
                smoke.plan("sim", List.of("sim-small"), Set.of(Check.STREAM), CEILING)).plan();
        int before = provider.log().size();
        var id = assertInstanceOf(Asked.Started.class, smoke.start("test", plan)).id();
        TestGateway.await(() -> provider.log().size() == before ? null : true);
        assertTrue(smoke.cancel(id));
        ended(id);
        var left = TestGateway.await(() -> smoke.runs().unreached().isEmpty() ? null : smoke.runs().unreached());
        assertEquals(List.of("stream"), left.stream().map(SmokeCell::check).toList());
        assertEquals("The run was cancelled.", left.getFirst().detail());
        assertEquals(List.of(SmokeCell.State.OK, SmokeCell.State.OK),
                smoke.runs().latest(1).stream().map(SmokeCell::state).toList());
        provider.clear();
        run("sim-small", Set.of(Check.STREAM), CEILING);
        assertEquals(List.of(), smoke.runs().unreached());
    }

    @Test
    void aTargetThatIsNotThereFailsOnceAndDoesNotRestForOthers() {
        var plan = assertInstanceOf(Asked.Possible.class,
                smoke.plan("nowhere", List.of(), Set.of(), CEILING)).plan();
        assertEquals(List.of("nowhere/ghost"), plan.unpriced());
        var run = ended(assertInstanceOf(Asked.Started.class, smoke.start("test", plan)).id());
        var cell = only(run, Check.CHAT);
        assertEquals("Cannot be reached", cell.cause());
        assertEquals("Nothing came back.", cell.received());
        assertTrue(gateway.gateway().targets().isEmpty(), "traffic's health knows nothing of it");
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertInstanceOf(Asked.Refused.class, smoke.plan("unknown", List.of(), Set.of(), CEILING));
        assertInstanceOf(Asked.Refused.class, smoke.plan("sim", List.of(), Set.of(), 0));
    }

    @Test
    void changesSinceTheRunBeforeAreTold() {
        cell("sim-small", Check.TOOLS);
        provider.script("sim-small", SimFault.of(SimFault.Kind.TOOLS_IGNORED), Duration.ofMinutes(1));
        var broken = cell("sim-small", Check.TOOLS);
        var runs = smoke.runs().recent(10);
        var changes = Change.in(runs).get(broken.run());
        assertEquals(List.of(new Change("sim/sim-small", "tools", SmokeCell.State.OK, SmokeCell.State.FAILED,
                "Tools are ignored")), changes);
        assertEquals(List.of(SmokeCell.State.FAILED, SmokeCell.State.OK), smoke.runs().history("sim/sim-small",
                "tools", 20).stream().map(SmokeCell::state).toList());
        assertEquals(SmokeCell.State.OK, smoke.runs().latest(2).getFirst().state());
    }

    /// What passed yesterday does not stand beside the failure of today as if it still held.
    @Test
    void whatCannotBeTriedAnyMoreIsNotShownAsItWas() {
        run("sim-small", Set.of(Check.CHAT, Check.STREAM), CEILING);
        provider.script("sim-small", SimFault.of(SimFault.Kind.AUTH), Duration.ofMinutes(1));
        var broken = run("sim-small", Set.of(Check.CHAT, Check.STREAM), CEILING);
        assertEquals(SmokeCell.State.NOT_RUN, only(broken, Check.STREAM).state(), told(broken));
        for (var newest : smoke.runs().latest(1)) {
            assertEquals(broken.id(), newest.run(), newest.check());
        }
        assertEquals(SmokeCell.NOT_TRIED, smoke.runs().history("sim/sim-small", "stream", 1).getFirst().cause());
        TestGateway.await(() -> smoke.failing() == 1 ? broken : null); // counted once it is kept
    }

    @Test
    void allChecksHaveACall() {
        assertTrue(Arrays.stream(Check.values()).noneMatch(c -> c.probes(false).isEmpty() && c.probes(true).isEmpty()));
    }
}
