package dev.tollgate.console.bench;

import dev.tollgate.console.demo.StagedCall;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Seven days of calls, as many as asked for, evenly spread.
final class Week {
    private static final Duration LENGTH = Duration.ofDays(7);
    private static final List<String> MODELS = List.of("sim-large", "sim-small", "sim-code");
    private static final List<String> ROUTES = List.of("smart", "fast", "code");

    private final SplittableRandom random = new SplittableRandom(11);
    private final PriceBook book;
    private final Instant end;
    private final int calls;
    private final int keys;

    Week(Instant end, int calls, int keys) {
        this.end = end;
        this.calls = calls;
        this.keys = keys;
        this.book = PriceBook.of(List.<PriceRow>of(), List.of(), UnaryOperator.identity());
    }

    void tell(Ledger ledger) {
        for (int i = 0; i < calls; i++) {
            while (ledger.full()) {
                Time.system().sleep(Duration.ofMillis(1));
            }
            ledger.settled(call(i).entry(book));
        }
        while (ledger.status().queued() > 0) {
            Time.system().sleep(Duration.ofMillis(5));
        }
    }

    private StagedCall call(int number) {
        var started = end.minus(LENGTH).plus(LENGTH.multipliedBy(number).dividedBy(calls));
        int kind = random.nextInt(MODELS.size());
        var who = Map.of(Dimension.CUSTOMER, "customer-" + random.nextInt(7), Dimension.FEATURE,
                "feature-" + random.nextInt(5), Dimension.ENVIRONMENT, "prod");
        return new StagedCall("req_week%021d".formatted(number), started, "app-%02d".formatted(random.nextInt(keys)),
                ROUTES.get(kind), random.nextBoolean(), new TargetId("sim", "", MODELS.get(kind)), false,
                Optional.empty(), random.nextInt(100) == 0 ? Optional.of(Fault.SERVER_ERROR) : Optional.empty(), who,
                600 + random.nextInt(3_000), random.nextInt(500), 40 + random.nextInt(400),
                300 + random.nextInt(3_000));
    }
}
