package dev.tollgate.console.bench;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.LedgerHome;
import dev.tollgate.gateway.ledger.Opened;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A home as a busy team has it: the guards of a new home, a dozen keys with budgets, thousands of price rows.
final class BenchHome {
    private static final int KEYS = 12;
    private static final int ROWS = 6_000;
    private static final String CONFIG =
            """
                    providers:
                      sim: { base_url: "http://simulated.localhost/v1", models: [sim-large, sim-small, sim-code, sim-embed] }
                    routes:
                      smart:
                        targets: [{ provider: sim, model: sim-large }, { provider: sim, model: sim-small, type: backup }]
                      fast: { targets: [{ provider: sim, model: sim-small }] }
                      code: { targets: [{ provider: sim, model: sim-code }] }
                    keys:
                    {keys}budgets:
                      - { name: everything, scope: {}, window: day, usd: 100000, at: { 50: notify, 80: notify, 100: block } }
                    {budgets}alarms:
                      - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, factor: 8, floor: 20000, ceiling: 400000 }
                      - { name: spend, kind: spend_velocity, scope: { each: key }, window: 1m, ceiling: 2 }
                      - { name: errors, kind: error_rate, scope: { each: target }, window: 5m, factor: 5, floor: 0.2, ceiling: 0.5 }
                      - { name: retries, kind: retry_storm, scope: { each: key }, window: 1m, ceiling: 30 }
                      - { name: loop, kind: loop, scope: { each: key } }
                    prices:
                      - { provider: sim, model: sim-large, from: 2026-01-01, input: 3, cache_read: 0.3, output: 15 }
                      - { provider: sim, model: sim-small, from: 2026-01-01, input: 0.15, output: 0.6 }
                    {prices}""";

    private BenchHome() {}

    static List<String> secrets() {
        return IntStream.range(0, KEYS).mapToObj("tg-bench-%02d"::formatted).toList();
    }

    private static String config() {
        var keys = IntStream.range(0, KEYS).mapToObj(i -> "  - { name: app-%02d, secret: \"literal:%s\" }%n"
                .formatted(i, secrets().get(i))).collect(Collectors.joining());
        var budgets = IntStream.range(0, KEYS).mapToObj(i -> ("  - { name: cap-%02d, scope: { key: app-%02d }, window:"
                + " %s, usd: 50000 }%n").formatted(i, i, List.of("day", "week", "month").get(i % 3)))
                .collect(Collectors.joining());
        var rows = IntStream.range(0, ROWS).mapToObj(i -> ("  - { provider: sim, model: model-%04d, from: 2026-01-01,"
                + " input: %d, output: %d }%n").formatted(i, 1 + i % 7, 3 + i % 11)).collect(Collectors.joining());
        return CONFIG.replace("{keys}", keys).replace("{budgets}", budgets).replace("{prices}", rows);
    }

    /// The home, opened and listening on a free port, its provider answering within a second.
    static Gateway open(Path home) {
        var gateway = switch (Gateway.open(GatewayOptions.of(home).withPort(0).withStarter(config()))) {
            case Opening.Ready(var ready) -> ready;
            case Opening.Refused(var message, var _) -> throw new IllegalStateException(message);
        };
        gateway.start();
        gateway.simulated().control().speed(3);
        return gateway;
    }

    /// Writes so many calls of the last seven days into the home, unless it has a ledger.
    static void fill(Path home, int calls) throws IOException {
        if (Files.exists(home.resolve("ledger.mv.db"))) {
            return;
        }
        var at = new LedgerHome(home, ZoneId.systemDefault(), Retention.DEFAULTS);
        if (Ledger.open(at, Time.system(), new Events()) instanceof Opened.Ready(var ledger)) {
            try (ledger) {
                new Week(Time.system().instant(), calls, KEYS).tell(ledger);
            }
        }
    }
}
