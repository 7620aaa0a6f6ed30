package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// History from the ledger's roll-ups by minute. A window that is no whole number of minutes is read by the next whole
/// one and scaled.
record RollupHistory(Queries queries) implements History {
    private static final long MINUTE = 60_000;
    private static final long MILLION = 1_000_000;
    /// These have a row a day only, so that no window of theirs is known.
    private static final Set<Dimension> BY_DAY = EnumSet.of(Dimension.USER, Dimension.TASK, Dimension.THREAD,
            Dimension.CALLER, Dimension.TAG);

    @Override
    public boolean keeps(AlarmRule rule) {
        return switch (rule.kind()) {
            case TOKEN_VELOCITY, SPEND_VELOCITY, ERROR_RATE, FALLBACK_RATE ->
                rule.scope().fixed().keySet().stream().noneMatch(BY_DAY::contains)
                        && rule.scope().each().filter(BY_DAY::contains).isEmpty();
            case RETRY_STORM, LOOP, BUDGET -> false;
        };
    }

    @Override
    public void read(Map<AlarmRule, Map<Subject, Past>> into, Instant from, Instant to) {
        if (from.isBefore(to)) {
            into.entrySet().stream().filter(each -> keeps(each.getKey()))
                    .collect(Collectors.groupingBy(each -> query(each.getKey(), from, to))).forEach((query, rules) -> {
                        var rows = queries.spend(query);
                        rules.forEach(each -> add(rows, each.getKey(), query.bucket().toMillis(), each.getValue()));
                    });
        }
    }

    private static SpendQuery query(AlarmRule rule, Instant from, Instant to) {
        long minutes = Math.max(1, (rule.window().toMillis() + MINUTE - 1) / MINUTE);
        var only = rule.scope().fixed().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> Set.of(each.getValue())));
        var by = rule.scope().each().map(List::of).orElse(List.of());
        return new SpendQuery(by, from, to, SpendQuery.Step.MINUTE, Duration.ofMinutes(minutes), only);
    }

    private static void add(List<SpendRow> rows, AlarmRule rule, long read, Map<Subject, Past> into) {
        long window = rule.window().toMillis();
        for (var row : rows) {
            boolean named = row.by().isEmpty() || !row.by().getFirst().isEmpty();
            if (named && happened(rule, row.totals())) {
                into.computeIfAbsent(subject(rule, row), _ -> new Past(window)).add(row.start().toEpochMilli(),
                        value(rule, row.totals(), window, read));
            }
        }
    }

    private static Subject subject(AlarmRule rule, SpendRow row) {
        var values = new EnumMap<Dimension, String>(Dimension.class);
        values.putAll(rule.scope().fixed());
        Optional<Dimension> each = rule.scope().each();
        each.ifPresent(dimension -> values.put(dimension, row.by().getFirst()));
        return new Subject(values);
    }

    private static boolean happened(AlarmRule rule, Totals t) {
        return rule.kind().isRate() ? t.requests() >= rule.minRequests() : t.tokens() > 0 || t.picos() > 0;
    }

    private static long value(AlarmRule rule, Totals t, long window, long read) {
        return switch (rule.kind()) {
            case TOKEN_VELOCITY -> scaled(Math.max(0, t.input() - t.cacheRead()) + t.output(), window, read);
            case SPEND_VELOCITY -> scaled(t.picos(), window, read);
            case ERROR_RATE -> t.errors() * MILLION / t.requests();
            case FALLBACK_RATE -> t.fallbacks() * MILLION / t.requests();
            case RETRY_STORM, LOOP, BUDGET -> 0;
        };
    }

    private static long scaled(long amount, long window, long read) {
        return window == read ? amount : (long) (amount * (window / (double) read));
    }
}
