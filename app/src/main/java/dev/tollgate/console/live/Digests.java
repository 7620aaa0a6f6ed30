package dev.tollgate.console.live;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.alarm.Severity;
import dev.tollgate.gateway.alarm.Tempo;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.LiveSeries;
import dev.tollgate.gateway.event.LiveView;
import dev.tollgate.gateway.term.Dimension;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes digests; remembers habits from one to the next. One at a time: the lock is the object's own.
final class Digests {
    private static final double TRIFLE_TOKENS = 3_000;
    private static final double TRIFLE_PICOS = 1e12 / 600;
    private static final double MAIN_PART = 0.35;

    private final Outlook outlook;
    private final Map<Dimension, Before> before = new EnumMap<>(Dimension.class);
    private final Habits habits = new Habits();
    private long heard;
    private boolean hot;

    Digests(Outlook outlook) {
        this.outlook = outlook;
    }

    /// What is asked for.
    ///
    /// @param view by the chart's dimension
    /// @param known how many of its last seconds were watched
    record Question(LiveView view, Dimension rowsBy, int known, boolean money, List<ChartData.Marker> markers,
            Sieve sieve) {}

    /// What the ledger says of the time before the counters began.
    synchronized void before(Dimension by, Before recorded) {
        before.put(by, recorded);
    }

    /// What the ledger knows of the last calls before.
    synchronized void earlier(List<Entry> entries) {
        entries.forEach(habits::heard);
    }

    synchronized Digest make(Question q) {
        var news = outlook.settledAfter(heard);
        heard = news.count();
        news.entries().forEach(habits::heard);
        var keys = view(q, Dimension.KEY);
        var rowView = q.rowsBy() == Dimension.KEY ? keys : view(q, q.rowsBy());
        var total = Curves.total(keys.series(), false);
        var usual = before(Dimension.KEY).total();
        var tokens = Pace.of(total, q.known(), usual.tokens());
        var money = Pace.of(Curves.total(keys.series(), true), q.known(), usual.picos());
        boolean dear = money.isHot(TRIFLE_PICOS, hot);
        boolean busy = tokens.isHot(TRIFLE_TOKENS, hot);
        hot = dear || (busy && (money.perMinute() <= 0 || money.factor() >= 2));
        var slots = slots(q.view());
        var rowSlots = rowView.by() == q.view().by() ? slots : slots(rowView);
        var shown = q.view().series().stream().filter(one -> q.sieve().lets(q.view().by(), one.name())).toList();
        var chart = Curves.chart(q.view(), shown, q.known(), q.money(), slots, q.markers());
        var tempos = outlook.tempos(q.rowsBy());
        var rows = rows(rowView, rowSlots, q, tokens, tempos);
        return new Digest(chart, q.money(), q.rowsBy(), rows, times(rows, tempos, tokens), tokens, money, hot,
                Curves.spark(total));
    }

    private LiveView view(Question q, Dimension by) {
        return q.view().by() == by ? q.view() : outlook.view(by);
    }

    private Before before(Dimension by) {
        return before.getOrDefault(by, Before.UNKNOWN);
    }

    private Map<String, Integer> slots(LiveView view) {
        return outlook.colours().assign(view.by(), Curves.largest(view.series()));
    }

    private List<BurnerRow> rows(LiveView view, Map<String, Integer> slots, Question q, Pace total,
            Map<String, Tempo> tempos) {
        var rows = new ArrayList<BurnerRow>();
        var seen = new HashSet<String>();
        for (var one : view.series()) {
            if (q.sieve().lets(view.by(), one.name())) {
                rows.add(row(view, one, slots.getOrDefault(one.name(), 0), q.known(), total, tempos));
                seen.add(one.name());
            }
        }
        if (view.by() == Dimension.KEY) {
            outlook.keys().stream().filter(key -> q.sieve().lets(Dimension.KEY, key) && seen.add(key))
                    .map(BurnerRow::unused).forEach(rows::add);
        }
        return rows;
    }

    private BurnerRow row(LiveView view, LiveSeries one, int slot, int known, Pace total,
            Map<String, Tempo> tempos) {
        var pace = Pace.of(one.tokens(), known, before(view.by()).of(one.name()).tokens());
        boolean burning = hot && pace.perMinute() > 0 && pace.recent() >= 2 * Math.max(0, zeroIfUnknown(pace.usual()))
                && pace.excess() >= MAIN_PART * total.excess();
        return new BurnerRow(one.name(), second(view, one, pace), slot,
                Curves.spark(one.tokens()), one.tokensOver(LiveView.SECONDS), pace, times(tempos.get(one.name()), pace),
                one.picosOver(Pace.MINUTE) * Pace.MINUTE, one.unpriced(), burning, Severity.CRITICAL,
                one.running(), Optional.empty());
    }

    /// As its alarm says it; as the last quarter of an hour where no rule watches it.
    private static double times(@Nullable Tempo tempo, Pace pace) {
        return tempo == null ? pace.factor() : tempo.times();
    }

    /// Of all together by the same measure, as far as all that go have one.
    private static double times(List<BurnerRow> rows, Map<String, Tempo> tempos, Pace all) {
        var going = rows.stream().filter(row -> row.pace().perMinute() > 0).map(BurnerRow::name).toList();
        if (going.isEmpty() || !tempos.keySet().containsAll(going)) {
            return all.factor();
        }
        double now = tempos.values().stream().mapToDouble(Tempo::perMinute).sum();
        return now / tempos.values().stream().mapToDouble(Tempo::usualPerMinute).sum();
    }

    private static double zeroIfUnknown(double usual) {
        return Double.isNaN(usual) ? 0 : usual;
    }

    private String second(LiveView view, LiveSeries one, Pace pace) {
        if (pace.perMinute() > 0 || one.running() > 0) {
            return habits.mostly(view.by(), one.name());
        }
        for (int i = one.tokens().length - 1; i >= 0; i--) {
            if (one.tokens()[i] > 0) {
                var at = view.at().minusSeconds(one.tokens().length - (long) i);
                return "idle since " + Format.clock(at, ZoneId.systemDefault());
            }
        }
        return "idle";
    }
}
