package dev.tollgate.console.alarms;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.ChartData.Kind;
import dev.tollgate.console.chart.ChartData.Marker;
import dev.tollgate.console.chart.ChartData.Series;
import dev.tollgate.console.chart.Values;
import dev.tollgate.console.feed.Signs;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How an alarm's value came in the hours before, from the roll-ups, with the value of this moment at its end.
record Past(ChartData chart) {
    private static final Duration BACK = Duration.ofHours(3);
    private static final Duration BUCKET = Duration.ofMinutes(1);
    private static final Set<Dimension> BY_DAY = EnumSet.of(Dimension.USER, Dimension.TASK, Dimension.THREAD,
            Dimension.CALLER, Dimension.TAG);

    /// Reads the database. Empty for what has no roll-up by minute.
    static Optional<Past> of(Gateway gateway, AlarmView alarm, Instant now) {
        boolean kept = alarm.subject().values().keySet().stream().noneMatch(BY_DAY::contains);
        boolean drawn = alarm.kind().isVelocity() || alarm.kind().isRate();
        if (!kept || !drawn) {
            return Optional.empty();
        }
        var to = Instant.ofEpochMilli(now.toEpochMilli() / BUCKET.toMillis() * BUCKET.toMillis()).plus(BUCKET);
        var from = to.minus(BACK);
        var only = alarm.subject().values().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> Set.of(each.getValue())));
        int count = (int) BACK.dividedBy(BUCKET);
        var figures = new double[count];
        for (var row : gateway.queries().spend(new SpendQuery(List.of(), from, to, SpendQuery.Step.MINUTE, BUCKET,
                only))) {
            int at = (int) Duration.between(from, row.start()).dividedBy(BUCKET);
            if (at >= 0 && at < count) {
                figures[at] = figure(alarm.kind(), row.totals());
            }
        }
        figures[count - 1] = now(alarm);
        return Optional.of(new Past(new ChartData(List.of(new Series(alarm.subject().name(), 1, Values.of(figures))),
                from, to, BUCKET, Kind.LEVEL, List.of(new Marker(alarm.started(), Signs.of(alarm.severity()),
                        alarm.name())))));
    }

    /// Tokens or pico-dollars a minute, or a share.
    private static double figure(AlarmRule.Kind kind, Totals t) {
        return switch (kind) {
            case TOKEN_VELOCITY -> Math.max(0, t.input() - t.cacheRead()) + t.output();
            case SPEND_VELOCITY -> t.picos();
            case ERROR_RATE -> t.requests() == 0 ? 0 : t.errors() / (double) t.requests();
            case FALLBACK_RATE -> t.requests() == 0 ? 0 : t.fallbacks() / (double) t.requests();
            case RETRY_STORM, LOOP, BUDGET -> 0;
        };
    }

    private static double now(AlarmView alarm) {
        return alarm.kind().isRate()
                ? alarm.value() / 1_000_000.0
                : AlarmWords.perMinute(alarm.value(), alarm.window().orElse(BUCKET));
    }
}
