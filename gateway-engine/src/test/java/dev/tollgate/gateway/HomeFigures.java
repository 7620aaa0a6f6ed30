package dev.tollgate.gateway;

import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// All that a home tells, by name, so that a difference says where it is. Only what is counted over a window that ends
/// now is left out: it moves while nobody touches the home.
final class HomeFigures {
    private static final Map<String, Duration> RANGES = Map.of("15 m", Duration.ofMinutes(15), "1 h",
            Duration.ofHours(1), "6 h", Duration.ofHours(6), "24 h", Duration.ofDays(1), "7 d", Duration.ofDays(7),
            "30 d", Duration.ofDays(30), "90 d", Duration.ofDays(90));

    private final Gateway gateway;
    private final Instant until;
    private final Map<String, String> figures = new LinkedHashMap<>();

    private HomeFigures(Gateway gateway, Instant until) {
        this.gateway = gateway;
        this.until = until;
    }

    /// @param until the end of all ranges
    static Map<String, String> of(Gateway gateway, Instant until) {
        var all = new HomeFigures(gateway, until);
        all.requests();
        all.rollups();
        all.guards();
        all.happened();
        all.configured();
        return all.figures;
    }

    private void put(String name, Object figure) {
        figures.put(name, String.valueOf(figure));
    }

    private void requests() {
        Optional<String> cursor = Optional.empty();
        int count = 0;
        var everything = EntryFilter.between(Instant.EPOCH, until);
        do {
            var page = gateway.queries().entries(everything, 7, cursor);
            for (var entry : page.entries()) {
                put("request " + ++count, gateway.queries().entry(entry.id()).orElseThrow());
            }
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        put("requests", gateway.queries().count(everything, Long.MAX_VALUE));
        put("total", gateway.queries().total(until.minus(Duration.ofDays(2)), until));
    }

    private void rollups() {
        for (var dimension : Dimension.values()) {
            put("values of " + dimension, gateway.queries().values(dimension, 100));
            RANGES.forEach((name, range) -> {
                for (var step : SpendQuery.Step.values()) {
                    spend(name, range, step, List.of(dimension));
                }
            });
        }
        RANGES.forEach((name, range) -> {
            for (var step : SpendQuery.Step.values()) {
                spend(name, range, step, List.of());
                spend(name, range, step, List.of(Dimension.KEY, Dimension.MODEL, Dimension.OUTCOME));
            }
        });
    }

    private void spend(String name, Duration range, SpendQuery.Step step, List<Dimension> by) {
        var rows = new ArrayList<SpendRow>();
        for (var bucket : List.of(Duration.ZERO, step == SpendQuery.Step.MINUTE
                ? Duration.ofMinutes(1)
                : step == SpendQuery.Step.HOUR ? Duration.ofHours(1) : Duration.ofDays(1))) {
            rows.addAll(gateway.queries().spend(new SpendQuery(by, until.minus(range), until, step, bucket,
                    Map.of())));
        }
        rows.sort(Comparator.comparing(Object::toString));
        put("spend of " + name + " by " + by + " from " + step, rows);
    }

    private void guards() {
        for (var budget : gateway.budgets()) {
            put("budget " + budget.name() + " of " + budget.subject(), List.of(budget.unit(), budget.window(),
                    budget.windowStart(), budget.windowEnd(), budget.limit(), budget.settled(), budget.reserved(),
                    budget.holds(), budget.state(), budget.told(), budget.toldAt()));
        }
        put("pauses", gateway.control().pauses().stream()
                .map(each -> each.subject() + " since " + each.since() + " by " + each.author() + " refused "
                        + each.refused())
                .toList());
        gateway.config().keys().forEach(key -> put("last use of " + key.name(),
                gateway.control().keys().lastUse(key.name())));
    }

    private void happened() {
        put("alarms", Stream.concat(gateway.alarms().open().stream(), gateway.alarms().ended(1_000).stream())
                .map(HomeFigures::alarm).toList());
        put("alarms' marks", gateway.alarms().between(Instant.EPOCH, until).stream().map(HomeFigures::alarm).toList());
        put("audit", gateway.audit().rows(1_000, OptionalLong.empty()));
        var runs = gateway.smoke().runs().recent(100);
        put("smoke runs", runs);
        runs.forEach(run -> put("smoke run " + run.id(), gateway.smoke().runs().run(run.id())));
        put("newest smoke cells", gateway.smoke().runs().latest(1));
        put("failing smoke cells", gateway.smoke().failing());
    }

    /// What a budget has used by now is said by the budget itself; its alarm follows within seconds.
    private static String alarm(AlarmView alarm) {
        var worst = alarm.kind() == AlarmRule.Kind.BUDGET ? "" : Long.toString(alarm.worst());
        return String.join(" ", alarm.id(), alarm.name(), alarm.kind().toString(), alarm.severity().toString(), alarm
                .state().toString(), alarm.subject().text(), micros(alarm.started()),
                alarm.ended().map(HomeFigures::micros).toString(),
                alarm.snoozedUntil().map(HomeFigures::micros).toString(), worst,
                alarm.usual().toString(),
                Long.toString(alarm.limit()), alarm.acts().toString(), alarm.note());
    }

    /// As exactly as it is kept.
    private static String micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).toString();
    }

    private void configured() {
        put("configuration", gateway.config());
        put("configuration's version", gateway.configVersion());
        for (var entry : gateway.history().newest(1_000)) {
            put("version " + entry.version().number(), entry + " "
                    + gateway.history().difference(0, entry.version().number()));
        }
        put("prices", gateway.config().prices());
        for (var provider : List.of("sim", "paid")) {
            put("price of a call to " + provider, gateway.priceBook().rates(new TargetId(provider, "", "sim-large"),
                    false, 1_000, until).picos(1_000, 1_000));
        }
        put("price history", gateway.priceHistory().steps(100));
        put("kept by the console", gateway.remembered("views"));
    }
}
