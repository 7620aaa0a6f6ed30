package dev.tollgate.console.prices;

import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.Committed;
import dev.tollgate.gateway.control.Preview;
import dev.tollgate.gateway.control.PriceTable;
import dev.tollgate.gateway.pricing.Doubt;
import dev.tollgate.gateway.pricing.intake.Difference;
import dev.tollgate.gateway.term.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The table as it is, the edits that wait, and what they would do. Everything is asked off the JavaFX thread; each
/// edit asks anew what the last days would have cost, and the answer to an older one is dropped. JavaFX thread only.
final class PricesModel implements LiveModel {
    /// How it begins where reading failed; only that is over once reading works again.
    private static final String UNREAD = "Prices cannot be read: ";
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final PriceWork work;
    private final Drafts drafts = new Drafts();
    private final ObjectProperty<@Nullable PriceTable> table = new SimpleObjectProperty<>(this, "table");
    private final ObjectProperty<List<Line>> lines = new SimpleObjectProperty<>(this, "lines", List.of());
    private final ObjectProperty<Optional<Preview>> preview =
            new SimpleObjectProperty<>(this, "preview", Optional.empty());
    private final StringProperty trouble = new SimpleStringProperty(this, "trouble", "");
    private final BooleanProperty fromNow = new SimpleBooleanProperty(this, "fromNow", true);
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final ObjectProperty<List<PriceRow>> overtaken =
            new SimpleObjectProperty<>(this, "overtaken", List.of());
    private final AtomicLong asked = new AtomicLong();
    private Span span = Span.WEEK;
    private Optional<Instant> asOf = Optional.empty();
    private boolean allDates;
    private String find = "";
    private boolean held;
    private Instant next = Instant.MIN;

    PricesModel(PriceWork work) {
        this.work = work;
    }

    ReadOnlyObjectProperty<@Nullable PriceTable> table() {
        return table;
    }

    ReadOnlyObjectProperty<List<Line>> lines() {
        return lines;
    }

    /// What the pending edits would have done to the span; empty while it is worked out.
    ReadOnlyObjectProperty<Optional<Preview>> preview() {
        return preview;
    }

    /// What went wrong, for the user; empty where nothing did.
    StringProperty trouble() {
        return trouble;
    }

    BooleanProperty fromNow() {
        return fromNow;
    }

    BooleanProperty busy() {
        return busy;
    }

    /// Rows under pending edits that others changed meanwhile.
    ReadOnlyObjectProperty<List<PriceRow>> overtaken() {
        return overtaken;
    }

    Drafts drafts() {
        return drafts;
    }

    Span span() {
        return span;
    }

    Optional<Instant> asOf() {
        return asOf;
    }

    boolean allDates() {
        return allDates;
    }

    boolean isReadOnly() {
        var now = table.get();
        return now == null || now.file().isPresent();
    }

    /// Whether a provider of this name is configured, or of one that lists call so.
    boolean isConfigured(String provider) {
        var now = table.get();
        return now != null && now.providers().contains(provider);
    }

    Instant now() {
        return work.now();
    }

    // ---- what is shown

    void load() {
        var now = work.now();
        next = now.plus(AGAIN);
        var wanted = wanted();
        var known = lines.get();
        work.table(read -> {
            var made = wanted.of(read, now);
            return new Loaded(read, wanted, made, made.equals(known));
        }, answer -> {
            switch (answer) {
                case PriceWork.Answer.Good<Loaded>(var read) -> {
                    if (trouble.get().startsWith(UNREAD)) {
                        trouble.set("");
                    }
                    loaded(read);
                }
                case PriceWork.Answer.Failed<Loaded>(var why) -> trouble.set(UNREAD + why
                        + ". Calls are served and priced all the same.");
            }
        });
    }

    private void loaded(Loaded read) {
        var now = read.table();
        var before = table.get();
        table.set(now);
        if (before != null && before.version() != now.version() && !drafts.isEmpty()) {
            var gone = drafts.all().stream().flatMap(each -> each.base().stream())
                    .filter(row -> !now.rows().contains(row)).toList();
            overtaken.set(gone);
        }
        if (!read.wanted().equals(wanted())) {
            show();
        } else if (!read.same() && !held) {
            lines.set(read.lines());
        }
    }

    private void show() {
        var now = table.get();
        if (now == null || held) {
            return;
        }
        var shown = wanted().of(now, work.now());
        if (!shown.equals(lines.get())) {
            lines.set(shown);
        }
    }

    private Wanted wanted() {
        return new Wanted(drafts.all(), asOf, allDates, find);
    }

    /// Which lines are shown.
    ///
    /// @param at a moment; empty is now
    private record Wanted(List<Draft> drafts, Optional<Instant> at, boolean allDates, String find) {
        List<Line> of(PriceTable table, Instant now) {
            return Shown.lines(table, drafts, allDates ? Optional.empty() : Optional.of(at.orElse(now)), find);
        }
    }

    /// What was read and made off the JavaFX thread.
    ///
    /// @param same the lines are those that were shown
    private record Loaded(PriceTable table, Wanted wanted, List<Line> lines, boolean same) {}

    void find(String text) {
        find = text;
        show();
    }

    /// @param at a moment; empty is now
    void asOf(Optional<Instant> at, boolean all) {
        asOf = at;
        allDates = all;
        show();
    }

    /// Nothing moves while somebody types in the table.
    void hold(boolean hold) {
        held = hold;
        show();
    }

    @Override
    public void tick(LiveSnapshot snapshot) {
        var now = table.get();
        if (!held && (snapshot.at().isAfter(next) || (now != null && now.version() != work.version()))) {
            load();
        }
    }

    // ---- edits

    /// The line as a row of somebody's own with this rate; empty takes the rate away.
    static PriceRow with(Line line, Unit unit, OptionalLong rate, Instant now) {
        var row = line.row().orElseGet(() -> blank(line, now));
        var rates = new EnumMap<Unit, Long>(Unit.class);
        rates.putAll(row.rates());
        rates.remove(unit);
        rate.ifPresent(picos -> rates.put(unit, picos));
        return row.withRates(rates).asTyped(day(now));
    }

    static PriceRow blank(Line line, Instant now) {
        return new PriceRow(line.provider(), line.model(), now.truncatedTo(ChronoUnit.SECONDS), Optional.empty(),
                Map.of(), 0, List.of(), false, PriceRow.TYPED);
    }

    private static Instant day(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS);
    }

    /// What is odd about a row that is being typed.
    List<Doubt> doubts(PriceRow row) {
        var now = table.get();
        return now == null ? List.of() : Shown.doubts(row, now);
    }

    void rate(Line line, Unit unit, OptionalLong rate) {
        if (!line.rate(unit).equals(rate)) {
            edit(line, with(line, unit, rate, work.now()), false);
        }
    }

    void from(Line line, Instant from) {
        line.row().filter(row -> !row.from().equals(from))
                .ifPresent(row -> edit(line, row.withFrom(from).asTyped(day(work.now())), true));
    }

    /// @param dated somebody said from when it holds
    void edit(Line line, PriceRow row, boolean dated) {
        drafts.edit(line, row, dated);
        changed();
    }

    void drop(Line line) {
        drafts.drop(line);
        changed();
    }

    void forget(Line line) {
        drafts.forget(line);
        changed();
    }

    void add(List<PriceRow> rows, boolean dated) {
        rows.forEach(row -> drafts.add(row, dated));
        changed();
    }

    void take(List<Difference.Line> ticked) {
        drafts.take(ticked);
        changed();
    }

    void discard() {
        drafts.clear();
        overtaken.set(List.of());
        changed();
    }

    /// After others changed the same rows: `keep` our edits over theirs, or let them go.
    void settle(boolean keep) {
        var now = table.get();
        drafts.rebase(overtaken.get(), now == null ? List.of() : now.rows(), keep);
        overtaken.set(List.of());
        changed();
    }

    private void changed() {
        trouble.set("");
        show();
        ask();
    }

    // ---- what they would do

    void span(Span wanted) {
        span = wanted;
        ask();
    }

    private void ask() {
        long mine = asked.incrementAndGet();
        preview.set(Optional.empty());
        if (drafts.isEmpty()) {
            return;
        }
        var now = work.now();
        var from = span.from(now, work.feed().gateway().config().billingZone());
        work.preview(drafts.changes(fromNow.get(), now), from, () -> asked.get() != mine, answer -> {
            if (asked.get() == mine) {
                previewed(answer);
            }
        });
    }

    private void previewed(PriceWork.Answer<Preview.Outcome> answer) {
        switch (answer) {
            case PriceWork.Answer.Good<Preview.Outcome>(Preview.Outcome.Known(var known)) ->
                preview.set(Optional.of(known));
            case PriceWork.Answer.Good<Preview.Outcome>(Preview.Outcome.TooLarge(long calls)) -> trouble.set(
                    "More than " + (calls - 1) + " requests in " + span.words()
                            + ": choose a shorter time to look at.");
            case PriceWork.Answer.Good<Preview.Outcome>(Preview.Outcome.Cancelled _) -> preview.set(Optional.empty());
            case PriceWork.Answer.Failed<Preview.Outcome>(var why) ->
                trouble.set("The effect cannot be worked out: " + why + ". Nothing was changed.");
        }
    }

    // ---- in force

    /// Puts all edits in force; `done` hears of success.
    void commit(Consumer<Committed.Done> done) {
        var now = work.now().truncatedTo(ChronoUnit.SECONDS);
        busy.set(true);
        work.commit(drafts.changes(fromNow.get(), now), answer -> {
            busy.set(false);
            committed(answer, done);
        });
    }

    private void committed(PriceWork.Answer<Committed> answer, Consumer<Committed.Done> done) {
        switch (answer) {
            case PriceWork.Answer.Good<Committed>(Committed.Done now) -> {
                drafts.clear();
                changed();
                load();
                done.accept(now);
            }
            case PriceWork.Answer.Good<Committed>(Committed.Stale(var gone)) -> {
                overtaken.set(gone);
                load();
            }
            case PriceWork.Answer.Good<Committed>(Committed.Refused(var why)) -> trouble.set(refused(why));
            case PriceWork.Answer.Failed<Committed>(var why) ->
                trouble.set("Nothing was committed: " + why + ". Your edits are still here.");
        }
    }

    /// Why a change was not taken, in words.
    static String refused(Applied why) {
        return switch (why) {
            case Applied.ReadOnly(var file) -> "Prices come from " + file + ", which alone changes them.";
            case Applied.Wrong(var problems) -> "Nothing was changed: " + problems.getFirst().path() + " "
                    + problems.getFirst().message() + (problems.size() > 1
                            ? ", and " + (problems.size() - 1) + " more."
                            : ".");
            case Applied.InForce _ -> "";
        };
    }

    void undo(Committed.Done done, Consumer<String> said) {
        work.undo(done, answer -> {
            load();
            said.accept(switch (answer) {
                case PriceWork.Answer.Good<Committed>(Committed.Done _) -> "Prices are as before.";
                case PriceWork.Answer.Good<Committed>(Committed.Stale _) ->
                    "Not undone: prices were changed again since. History leads back to each version.";
                case PriceWork.Answer.Good<Committed>(Committed.Refused(var why)) -> refused(why);
                case PriceWork.Answer.Failed<Committed>(var why) -> "Not undone: " + why + ".";
            });
        });
    }
}
