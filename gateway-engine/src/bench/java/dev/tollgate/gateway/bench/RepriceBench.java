package dev.tollgate.gateway.bench;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.control.Preview;
import dev.tollgate.gateway.control.PriceChange;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.LedgerHome;
import dev.tollgate.gateway.ledger.Opened;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// How long a person waits for the effect of a price on 100,000 stored calls: first thing in a process of its own, from
/// classes and as an installed program runs, with the JVM's cache of a run that went before; and again.
final class RepriceBench {
    private static final int CALLS = 100_000;
    private static final int TURNS = 10;
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private RepriceBench() {}

    static void run(Path folder, List<String> flags) throws IOException, InterruptedException {
        try {
            compare(folder, flags);
        } finally {
            LedgerBench.delete(folder);
        }
    }

    private static void compare(Path folder, List<String> flags) throws IOException, InterruptedException {
        var home = folder.resolve("home");
        var end = Instant.now();
        fill(home, end);
        var classes = System.getProperty("java.class.path");
        var jars = Trained.jars(folder);
        var cache = folder.resolve("reprice.aot");
        for (int i = 0; i < 3; i++) {
            Server.alone(RepriceBench.class, classes, flags, home.toString(), end.toString(), "from classes");
        }
        Server.alone(RepriceBench.class, jars, Trained.with(flags, "-XX:AOTCacheOutput=" + cache), home.toString(),
                end.toString(), "writing the cache");
        for (int i = 0; i < 3; i++) {
            Server.alone(RepriceBench.class, jars, Trained.with(flags, "-XX:AOTCache=" + cache), home.toString(),
                    end.toString(), "with the cache");
        }
    }

    /// @param args home, when its calls end, what to call it
    public static void main(String[] args) throws IOException {
        switch (Gateway.open(GatewayOptions.of(Path.of(args[0])))) {
            case Opening.Refused(var message, var _) -> throw new IOException(message);
            case Opening.Ready(var gateway) -> {
                try (gateway) {
                    ask(gateway, Instant.parse(args[1]), args[2]);
                }
            }
        }
    }

    private static void fill(Path home, Instant end) {
        var day = new Day(end, CALLS);
        var random = new SplittableRandom(5);
        var at = new LedgerHome(home, ZoneId.systemDefault(), Retention.DEFAULTS);
        if (Ledger.open(at, Time.system(), new Events()) instanceof Opened.Ready(var ledger)) {
            try (ledger) {
                for (int i = 0; i < CALLS; i++) {
                    while (ledger.full()) {
                        Time.system().sleep(Duration.ofMillis(1));
                    }
                    ledger.settled(day.entry(i, random));
                }
            }
        }
    }

    private static void ask(Gateway gateway, Instant end, String how) {
        var dearer = new PriceRow("openai", "gpt-4o-mini", Instant.EPOCH, Optional.empty(),
                Map.of(Unit.INPUT, 300_000L, Unit.OUTPUT, 1_200_000L), 0, List.of(), false, PriceRow.TYPED);
        var taken = new double[TURNS];
        var processor = new double[TURNS];
        long touched = 0;
        for (int i = 0; i < TURNS; i++) {
            long begun = System.nanoTime();
            long worked = processor();
            var outcome = gateway.prices().preview(List.of(PriceChange.add(dearer)),
                    end.minus(Duration.ofDays(1)).minus(MARGIN), end.plus(MARGIN), () -> false);
            taken[i] = (System.nanoTime() - begun) / 1e6;
            processor[i] = (processor() - worked) / 1e6;
            touched = switch (outcome) {
                case Preview.Outcome.Known(var preview) when preview.requests() == CALLS -> preview.touched();
                case Preview.Outcome.Known(var preview) ->
                    throw new IllegalStateException("only " + preview.requests());
                case Preview.Outcome.TooLarge(var _),Preview.Outcome.Cancelled() ->
                    throw new IllegalStateException(outcome.toString());
            };
        }
        System.out.println(String.format(Locale.ROOT,
                "re-pricing %,d stored calls, %,d of them touched, %s: first %.0f ms (%.0f of the processors, compiler"
                        + " included), median of ten %.0f (%.0f) ms (at most 1000)",
                CALLS, touched, how, taken[0], processor[0], median(taken), median(processor)));
    }

    private static long processor() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[TURNS / 2];
    }
}
