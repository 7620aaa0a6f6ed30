package dev.tollgate.gateway.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is counted, where, and from which value on.
class DetectorTest {
    private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");
    private static final Scope EACH_KEY = new Scope(Map.of(), Optional.of(Dimension.KEY));

    private final Detector detector = new Detector(new KeptInMemory(), Runnable::run);
    private long millis = START.toEpochMilli();

    private static AlarmRule velocity(Scope scope) {
        return AlarmRule.of("velocity", Kind.TOKEN_VELOCITY, scope).withCeiling(10_000);
    }

    private List<String> begun() {
        var begun = new ArrayList<String>();
        for (var change : detector.evaluate(millis)) {
            if (change instanceof Change.Begins(var gauge, long value, var _)) {
                begun.add(gauge.subject().label() + " " + value);
            }
        }
        return begun;
    }

    private void later(Duration by) {
        millis += by.toMillis();
    }

    @Test
    void whatStreamsIsCountedBeforeItSettlesAndNotTwice() {
        detector.configure(List.of(velocity(EACH_KEY)));
        var who = Calls.who("web");
        detector.sample(Calls.flight("req_a", who, START, 6_000), millis);
        assertEquals(List.of(), begun());
        later(Duration.ofSeconds(1));
        detector.sample(Calls.flight("req_a", who, START, 11_000), millis);
        assertEquals(List.of("key web 11000"), begun());
        detector.settled(Calls.settled("req_a", who, START, 12_000), millis);
        assertEquals(List.of("key web 12000"), begun());
    }

    @Test
    void anEstimateThatWasTooHighIsTakenBack() {
        detector.configure(List.of(velocity(EACH_KEY)));
        var who = Calls.who("web");
        detector.sample(Calls.flight("req_a", who, START, 9_000), millis);
        detector.settled(Calls.settled("req_a", who, START, 4_000), millis);
        detector.settled(Calls.settled("web", START, 5_999), millis);
        assertEquals(List.of(), begun());
        detector.settled(Calls.settled("web", START, 1), millis);
        assertEquals(List.of("key web 10000"), begun());
    }

    @ParameterizedTest
    @CsvSource({"CUSTOMER,acme", "FEATURE,search", "AGENT,fix-loop", "THREAD,t1", "ROUTE,code", "MODEL,model",
            "TARGET,sim/model"})
    void isCountedByEachDimension(String dimension, String value) {
        detector.configure(List.of(velocity(new Scope(Map.of(), Optional.of(Dimension.valueOf(dimension))))));
        var who = Calls.who("web", "CUSTOMER", "acme", "FEATURE", "search", "AGENT", "fix-loop", "THREAD", "t1");
        detector.sample(Calls.flight("req_a", who, START, 10_000), millis);
        var one = Subject.of(Dimension.valueOf(dimension), value).label();
        assertEquals(List.of(one + " 10000"), begun());
        detector.settled(Calls.settled("req_a", who, START, 10_001), millis);
        assertEquals(List.of(one + " 10001"), begun());
    }

    /// Whoever shows how fast a key goes says what its alarm says, also while the alarm is open.
    @Test
    void theTempoOfAKeyIsThatOfItsAlarm() {
        detector.configure(List.of(AlarmRule.of("velocity", Kind.TOKEN_VELOCITY, EACH_KEY).withFactor(8)
                .withFloor(5_000)));
        for (int i = 0; i < 8; i++) {
            detector.settled(Calls.settled("web", START, 1_000), millis);
            detector.evaluate(millis);
            later(Duration.ofMinutes(1));
        }
        detector.settled(Calls.settled("web", START, 1_500), millis);
        assertEquals(1.5, times("web"), 0.001);
        detector.settled(Calls.settled("web", START, 8_500), millis);
        for (var change : detector.evaluate(millis)) {
            if (change instanceof Change.Begins(var gauge, long value, var limit)) {
                gauge.raised(new Raised(1, gauge.rule(), gauge.subject(), START, Severity.WARNING, value, limit));
            }
        }
        var raised = Objects.requireNonNull(detector.watches().getFirst().gauges().iterator().next().raised());
        var said = raised.view().timesUsual().orElseThrow();
        assertEquals(10.0, said, 0.001);
        assertEquals(said, times("web"));
        later(Duration.ofSeconds(30));
        detector.settled(Calls.settled("web", START, 7_000), millis);
        raised.now(17_000, Severity.WARNING);
        assertEquals(17.0, times("web"), 0.001);
        assertEquals(Map.of(), detector.tempos(Dimension.ROUTE, millis), "nothing watches routes");
    }

    private double times(String key) {
        return Objects.requireNonNull(detector.tempos(Dimension.KEY, millis).get(key)).times();
    }

    @Test
    void aFixedScopeCountsItsOwnOnlyAndTogether() {
        detector.configure(List.of(velocity(new Scope(Map.of(Dimension.CUSTOMER, "acme"), Optional.empty()))));
        detector.settled(Calls.settled("req_a", Calls.who("web", "CUSTOMER", "acme"), START, 6_000), millis);
        detector.settled(Calls.settled("req_b", Calls.who("app", "CUSTOMER", "other"), START, 6_000), millis);
        assertEquals(List.of(), begun());
        detector.settled(Calls.settled("req_c", Calls.who("app", "CUSTOMER", "acme"), START, 6_000), millis);
        assertEquals(List.of("customer acme 12000"), begun());
    }

    @Test
    void theWindowSlides() {
        detector.configure(List.of(velocity(EACH_KEY)));
        for (int i = 0; i < 60; i++) {
            detector.settled(Calls.settled("web", START, 900), millis);
            assertEquals(List.of(), begun());
            later(Duration.ofSeconds(6)); // 9,000 a minute
        }
    }

    @Test
    void errorsAreCountedAtTheTargetThatFailedNotAtTheOneThatAnswered() {
        detector.configure(List.of(AlarmRule.of("errors", Kind.ERROR_RATE, new Scope(Map.of(),
                Optional.of(Dimension.TARGET))).withCeiling(500_000)));
        for (int i = 0; i < 9; i++) {
            detector.settled(Calls.failed("web", START, "broken", true), millis);
            assertEquals(List.of(), begun(), "too few to say");
        }
        detector.settled(Calls.failed("web", START, "broken", true), millis);
        assertEquals(List.of("target broken/model 1000000"), begun());
    }

    @Test
    void fallbacksAreAShareOfTheCallsOfARoute() {
        detector.configure(List.of(AlarmRule.of("fallback", Kind.FALLBACK_RATE, new Scope(Map.of(),
                Optional.of(Dimension.ROUTE))).withCeiling(300_000)));
        for (int i = 0; i < 20; i++) {
            detector.settled(i % 3 == 0 ? Calls.failed("web", START, "a", true) : Calls.settled("web", START, 10),
                    millis);
        }
        assertEquals(List.of("route code 350000"), begun());
    }

    @Test
    void theSameBodyAgainAndAgainIsAStormAndDifferentOnesAreNot() {
        detector.configure(List.of(AlarmRule.of("retries", Kind.RETRY_STORM, EACH_KEY).withCeiling(20)));
        for (int i = 0; i < 100; i++) {
            ask("busy", i + 1, new long[0]);
        }
        assertEquals(List.of(), begun());
        for (int i = 0; i <= 20; i++) {
            ask("stuck", 7, new long[0]);
            later(Duration.ofSeconds(1));
        }
        assertEquals(List.of("key stuck 20"), begun());
    }

    @Test
    void twoStepsThatTakeTurnsAreALoopAndADifferentEndIsNone() {
        detector.configure(List.of(AlarmRule.of("loop", Kind.LOOP, EACH_KEY)));
        ask("fine", 1, new long[] {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 3});
        ask("stuck", 2, new long[] {9, 8, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2});
        assertEquals(List.of("key stuck 5"), begun());
    }

    private void ask(String key, long body, long[] steps) {
        var who = Calls.who(key);
        detector.asked(dimension -> Optional.ofNullable(who.values().get(dimension)), new Flight.Asked(body, steps),
                millis);
    }

    @ParameterizedTest
    @CsvSource({"1 1 1 1 1, 8, 5", "1 2 3 1 2 3 1 2 3, 8, 3", "1 2 3 1 2 3 1 2 3, 2, 1", "'', 8, 0", "4, 8, 1",
            "1 2 2 2, 8, 3"})
    void aLoopIsFoundAtTheEndOfTheSteps(String steps, int cycle, int times) {
        var hashes = steps.isBlank()
                ? new long[0]
                : List.of(steps.split(" ")).stream().mapToLong(Long::parseLong)
                        .toArray();
        assertEquals(times, Loops.repeats(hashes, cycle));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"8,20000,400000,1000,20000", "8,20000,400000,10000,80000",
            "8,20000,400000,100000,400000", "8,20000,400000,-,400000", "8,20000,-,-,20000", "-,-,5000,100,5000",
            "-,700,-,100,700", "8,-,-,1,1000", "8,-,-,-,9223372036854775807"})
    void theLimitIsTimesUsualBetweenFloorAndCeiling(String factor, String floor, String ceiling, String usual,
            long limit) {
        var rule = AlarmRule.of("r", Kind.TOKEN_VELOCITY, EACH_KEY);
        rule = factor == null ? rule : rule.withFactor(Double.parseDouble(factor));
        rule = floor == null ? rule : rule.withFloor(Long.parseLong(floor));
        rule = ceiling == null ? rule : rule.withCeiling(Long.parseLong(ceiling));
        assertEquals(limit, Limit.of(rule,
                usual == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(usual))).value());
    }

    @Test
    void usualIsThisHourOfTheWeekElseThisHourOfTheDayElseWhatThereIs() {
        var past = new Past(60_000);
        long now = START.toEpochMilli();
        assertEquals(OptionalLong.empty(), past.usual(now));
        fill(past, now - Duration.ofDays(7).toMillis(), 100);
        fill(past, now - Duration.ofDays(1).toMillis(), 30);
        fill(past, now - Duration.ofHours(13).toMillis(), 1000);
        fill(past, now - Duration.ofHours(12).toMillis(), 1000);
        fill(past, now - Duration.ofMinutes(40).toMillis(), 5);
        assertEquals(OptionalLong.of(100), past.usual(now));
        assertEquals(OptionalLong.of(100), past.usual(now + Duration.ofDays(1).toMillis()));
        assertEquals(OptionalLong.of(1000), past.usual(now + Duration.ofHours(7).toMillis()), "whatever there is");
    }

    /// What is called by a clock, at each full minute, has a usual as well: its windows are not taken for empty ones.
    @Test
    void whatComesAtTheBeginningOfAWindowIsUsualToo() {
        detector.configure(List.of(AlarmRule.of("velocity", Kind.TOKEN_VELOCITY, EACH_KEY).withFactor(8)
                .withFloor(5_000).withCeiling(400_000)));
        for (int i = 0; i < 10 * 240; i++) {
            if (i % 240 == 0) {
                detector.settled(Calls.settled("cron", START, 1_000), millis);
            }
            assertEquals(List.of(), begun());
            later(Duration.ofMillis(250));
        }
        detector.settled(Calls.settled("cron", START, 8_000), millis);
        assertEquals(List.of("key cron 8000"), begun());
    }

    @Test
    void fourWindowsAreTooFewToSayWhatIsUsual() {
        var past = new Past(60_000);
        past.add(START.toEpochMilli(), 10);
        assertEquals(OptionalLong.empty(), past.usual(START.toEpochMilli() + 4 * 60_000));
        assertEquals(OptionalLong.of(10), past.usual(START.toEpochMilli() + 5 * 60_000));
    }

    /// A quarter of the windows may be strange.
    @Test
    void aRunawayOfYesterdayIsNotUsualToday() {
        var past = new Past(60_000);
        long from = START.toEpochMilli() - Duration.ofDays(1).toMillis();
        for (int i = 0; i < 60; i++) {
            past.add(from + i * 60_000L, i < 10 ? 200_000 : 300);
        }
        assertEquals(OptionalLong.of(300), past.usual(START.toEpochMilli()));
    }

    private static void fill(Past past, long from, long value) {
        for (int i = 0; i < 20; i++) {
            past.add(from + i * 60_000L, value);
        }
    }

    @Test
    void subjectsWithoutEndAreBounded() {
        detector.configure(List.of(velocity(EACH_KEY)));
        for (int i = 0; i < 3 * RuleWatch.MOST; i++) {
            detector.settled(Calls.settled("invented-" + i, START, 10), millis);
        }
        assertTrue(detector.watches().getFirst().gauges().size() <= RuleWatch.MOST);
    }

    @Test
    void theNarrowestThatExplainsFourFifthsIsProposed() {
        detector.configure(List.of());
        var guilty = Calls.who("agent-dev", "AGENT", "fix-loop", "THREAD", "fix/19bc");
        var flights = List.of(Calls.flight("req_a", guilty, START, 90_000),
                Calls.flight("req_b", Calls.who("agent-dev", "AGENT", "fix-tests", "THREAD", "t/2"), START, 5_000),
                Calls.flight("req_c", Calls.who("web"), START, 5_000));
        flights.forEach(each -> detector.sample(each, millis));
        var suspects = detector.burns().suspects(Subject.EVERYTHING, flights, millis);
        assertEquals(List.of("thread fix/19bc", "agent fix-loop", "key agent-dev", "route code"),
                suspects.stream().map(each -> each.subject().label()).toList());
        assertEquals(List.of(true, false, false, false), suspects.stream().map(Suspect::proposed).toList());
        assertEquals("also 1 other agent", suspects.get(2).hits());
        assertEquals(95_000, suspects.get(2).tokensPerMinute());
        assertEquals(2, suspects.get(2).inFlight());
    }
}
