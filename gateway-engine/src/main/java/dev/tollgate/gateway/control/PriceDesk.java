package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.pricing.Rerating;
import dev.tollgate.gateway.pricing.ShippedPrices;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.request.Setup;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The price table as people and scripts work on it: read, tried out on what was called, changed, taken back.
/// Thread-safe; asks the ledger, so it is nothing for the JavaFX thread.
public final class PriceDesk {
    /// More calls than this are not re-rated for a preview.
    public static final long MOST = 3_000_000;

    private static final Duration LATELY = Duration.ofDays(30);

    private final LiveSetup live;
    private final Ledger ledger;
    private final Versions versions;
    private final Time time;

    public PriceDesk(LiveSetup live, Ledger ledger, Versions versions, Time time) {
        this.live = live;
        this.ledger = ledger;
        this.versions = versions;
        this.time = time;
    }

    /// The file that alone may change prices, where there is one.
    public Optional<String> file() {
        return versions.file();
    }

    /// All rows, and what was called.
    public PriceTable table() {
        var setup = live.current();
        var now = time.instant();
        var rows = new ArrayList<>(setup.config().prices());
        rows.addAll(ShippedPrices.rows());
        var days = ledger.queries().spend(new SpendQuery(List.of(Dimension.PROVIDER, Dimension.MODEL),
                now.minus(LATELY), now.plus(Duration.ofMinutes(1)), SpendQuery.Step.DAY, Duration.ofDays(1), Map.of()));
        var calls = calls(setup, days, now, false);
        var unpriced = calls(setup, days.stream().filter(row -> row.totals().unpriced() > 0).toList(), now, true)
                .stream().filter(each -> each.row().isEmpty() && !free(setup.config(), each.provider())).toList();
        return new PriceTable(setup.version(), now, versions.file(), rows, providers(setup.config()), calls, unpriced);
    }

    private static List<PriceTable.Calls> calls(Setup setup, List<SpendRow> days, Instant now, boolean unpriced) {
        var sums = new LinkedHashMap<List<String>, long[]>();
        for (var day : days) {
            var sum = sums.computeIfAbsent(day.by(), _ -> new long[2]);
            sum[0] += unpriced ? day.totals().unpriced() : day.totals().requests();
            sum[1] += day.totals().tokens();
        }
        return sums.entrySet().stream().filter(each -> !each.getKey().contains(""))
                .map(each -> calls(setup, each.getKey().get(0), each.getKey().get(1), each.getValue(), now))
                .sorted(Comparator.comparingLong((PriceTable.Calls each) -> -each.requests())
                        .thenComparing(PriceTable.Calls::model))
                .toList();
    }

    private static PriceTable.Calls calls(Setup setup, String provider, String model, long[] sum, Instant now) {
        return new PriceTable.Calls(provider, model, sum[0], sum[1],
                setup.prices().row(new TargetId(provider, "", model), Optional.empty(), now));
    }

    private static Set<String> providers(GatewayConfig config) {
        return config.providers().stream().flatMap(each -> Stream.of(each.name(), Setup.listed(config, each.name())))
                .collect(Collectors.toSet());
    }

    private static boolean free(GatewayConfig config, String provider) {
        return config.provider(provider).map(Provider::free).orElse(false);
    }

    /// What a window would have cost if these edits had held all the time. A row that begins later than the window
    /// counts as if it had begun with it; a row that is followed by another one of its model keeps its dates.
    public Preview.Outcome preview(List<PriceChange> changes, Instant from, Instant to, BooleanSupplier cancelled) {
        var config = live.current().config();
        var put = changes.stream().flatMap(change -> change.put().stream()).toList();
        return rerate(Supposed.held(Supposed.applied(config.prices(), changes), put, from), from, to, cancelled);
    }

    /// What a window would have cost if these rows stood instead of those of their models.
    public Preview.Outcome instead(List<PriceRow> rows, Instant from, Instant to, BooleanSupplier cancelled) {
        var kept = new ArrayList<>(live.current().config().prices());
        kept.removeIf(each -> rows.stream().anyMatch(each::isAbout));
        kept.addAll(rows);
        return rerate(Supposed.held(kept, rows, from), from, to, cancelled);
    }

    private Preview.Outcome rerate(List<PriceRow> rows, Instant from, Instant to, BooleanSupplier cancelled) {
        long count = ledger.queries().count(EntryFilter.between(from, to), MOST + 1);
        if (count > MOST) {
            return new Preview.Outcome.TooLarge(count);
        }
        var setup = live.current();
        var config = setup.config();
        var after = Setup.prices(config.withPrices(rows));
        var slices = new Slices(ledger.queries(), time, cancelled);
        var sum = slices.sum(from, to,
                () -> new Rerating(setup.prices(), after, provider -> free(config, provider)));
        return slices.isStopped() ? new Preview.Outcome.Cancelled() : new Preview.Outcome.Known(sum.preview(from, to));
    }

    /// Puts edits in force, all or none. Settled figures stay as they are.
    public Committed commit(String author, List<PriceChange> changes) {
        return change(author, config -> {
            var gone = changes.stream().flatMap(change -> change.instead().stream())
                    .filter(row -> !config.prices().contains(row)).toList();
            if (!gone.isEmpty()) {
                throw new Overtaken(gone);
            }
            return config.withPrices(Supposed.applied(config.prices(), changes));
        });
    }

    /// Puts back what stood before, unless prices have been changed again since.
    public Committed undo(String author, Committed.Done done) {
        return change(author, config -> {
            if (!config.prices().equals(done.after())) {
                throw new Overtaken(done.after().stream().filter(row -> !config.prices().contains(row)).toList());
            }
            return config.withPrices(done.before());
        });
    }

    /// Replaces the whole table of the configuration.
    ///
    /// @param version the one the editor saw; nothing happens where another is in force
    public Committed replace(String author, long version, List<PriceRow> rows) {
        return change(author, config -> {
            if (live.current().version() != version) {
                throw new Overtaken(List.of());
            }
            return config.withPrices(rows);
        });
    }

    private Committed change(String author, UnaryOperator<GatewayConfig> change) {
        var before = new ArrayList<PriceRow>();
        try {
            var applied = versions.apply(author, config -> {
                before.addAll(config.prices());
                return change.apply(config);
            });
            return applied instanceof Applied.InForce(long version)
                    ? new Committed.Done(version, before, live.current().config().prices())
                    : new Committed.Refused(applied);
        } catch (Overtaken meanwhile) {
            return new Committed.Stale(meanwhile.gone);
        }
    }

    /// Somebody else was faster; ends the change before anything is saved.
    private static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient List<PriceRow> gone;

        Overtaken(List<PriceRow> gone) {
            super("prices changed meanwhile");
            this.gone = gone;
        }
    }
}
