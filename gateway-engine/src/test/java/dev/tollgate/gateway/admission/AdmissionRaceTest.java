package dev.tollgate.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.admission.Decision.Admitted;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.Budget.Calendar;
import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.time.SteppedTime;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.RepeatedTest;

class AdmissionRaceTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final int THREADS = 100;
    private static final long PRICE = 1_000;
    private static final int FIT = 37;

    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-21T12:00:00Z"));
    private final Admission admission = new Admission(time, new Events());
    private final Budget everything = Budget.usd("everything", Scope.EVERYTHING, Calendar.DAY, FIT * PRICE);
    private final Budget perKey = Budget.usd("per-key", new Scope(Map.of(), Optional.of(Dimension.KEY)), Calendar.DAY,
            10 * PRICE);

    private static Claim claim(int thread) {
        var who = new Attribution(Map.of(Dimension.KEY, "k" + thread % 5), List.of(), Map.of());
        return new Claim("req", who, KeyLimits.NONE, PRICE, 0, true);
    }

    private static void atOnce(IntConsumer work) throws InterruptedException {
        var go = Time.system().signal();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(Time.system().start("race-" + i, () -> {
                go.await(Duration.ofMinutes(1));
                work.accept(number);
            }));
        }
        go.set();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @RepeatedTest(20)
    void exactlyAsManyCallsPassAsTheCapAllows() throws InterruptedException {
        var passed = new AtomicLong();
        atOnce(i -> {
            if (admission.admit(List.of(everything), UTC, claim(i)) instanceof Admitted(var held)) {
                passed.incrementAndGet();
                held.settle(PRICE, 0, true);
            }
        });
        assertEquals(FIT, passed.get());
        assertEquals(FIT * PRICE, settled(everything, 0));
        assertEquals(0, holds());
    }

    @RepeatedTest(20)
    void failuresAndAbortsGiveBackAndTheCapIsNeverPassed() throws InterruptedException {
        var over = new AtomicBoolean();
        var spent = new AtomicLong();
        atOnce(i -> {
            for (int call = 0; call < 20; call++) {
                if (admission.admit(List.of(everything, perKey), UTC, claim(i)) instanceof Admitted(var held)) {
                    spent.addAndGet(end(held, i + call));
                }
                over.compareAndSet(false, overCap());
            }
        });
        assertTrue(!over.get(), "a cap was passed");
        assertEquals(spent.get(), settled(everything, 0));
        assertEquals(0, holds());
        assertEquals(FIT * PRICE, settled(everything, 0));
    }

    /// Settles, fails (closes), settles twice or grows in vain.
    private static long end(Reservation held, int kind) {
        switch (kind % 4) {
            case 0 -> held.close();
            case 1 -> {
                held.settle(PRICE, 0, true);
                held.settle(PRICE, 0, true);
            }
            case 2 -> {
                var full = held.grow(2 * PRICE, 0);
                held.settle(full.isPresent() ? PRICE : 2 * PRICE, 0, true);
                return full.isPresent() ? PRICE : 2 * PRICE;
            }
            default -> held.settle(0, 0, true);
        }
        return kind % 4 == 1 ? PRICE : 0;
    }

    private boolean overCap() {
        return admission.states(List.of(everything, perKey), UTC).stream()
                .anyMatch(s -> s.settled() + s.reserved() > s.limit());
    }

    private long holds() {
        return admission.states(List.of(everything, perKey), UTC).stream().mapToLong(s -> s.holds() + s.reserved())
                .sum();
    }

    private long settled(Budget budget, int row) {
        return admission.states(List.of(budget), UTC).get(row).settled();
    }

    private static final OptionalLong NONE = OptionalLong.empty();

    private long passed(List<Budget> budgets, KeyLimits limits) throws InterruptedException {
        var passed = new AtomicLong();
        var who = new Attribution(Map.of(Dimension.KEY, "k"), List.of(), Map.of());
        atOnce(i -> {
            if (admission.admit(budgets, UTC,
                    new Claim("req" + i, who, limits, PRICE, PRICE, true)) instanceof Admitted(var held)) {
                passed.incrementAndGet();
                if (limits.parallel().isEmpty()) {
                    held.settle(PRICE, PRICE, true);
                }
                // Let go of before it settles, it would make room that its late cost then passes.
                if (i % 3 == 0) {
                    admission.release("req" + i);
                }
            }
        });
        return passed.get();
    }

    @RepeatedTest(20)
    void requestsAndTokensAreAsExact() throws InterruptedException {
        var requests = everything.withLimit(Budget.Unit.REQUESTS, FIT);
        assertEquals(FIT, passed(List.of(requests), KeyLimits.NONE));
        assertEquals(FIT, settled(requests, 0));
        var tokens = everything.withLimit(Budget.Unit.TOKENS, FIT * PRICE + 1);
        assertEquals(FIT, passed(List.of(tokens), KeyLimits.NONE));
        assertEquals(FIT * PRICE, settled(tokens, 0));
        assertEquals(List.of(), admission.holds());
    }

    @RepeatedTest(20)
    void aKeysMinuteAndItsCallsAtATimeAreAsExact() throws InterruptedException {
        assertEquals(FIT, passed(List.of(), new KeyLimits(OptionalLong.of(FIT), NONE, NONE, NONE, NONE, NONE)));
        time.advance(Duration.ofMinutes(2));
        assertEquals(FIT,
                passed(List.of(), new KeyLimits(NONE, OptionalLong.of(FIT * PRICE), NONE, NONE, NONE, NONE)));
        assertEquals(FIT, passed(List.of(), new KeyLimits(NONE, NONE, OptionalLong.of(FIT), NONE, NONE, NONE)));
        assertEquals(FIT, admission.running("k"));
    }
}
