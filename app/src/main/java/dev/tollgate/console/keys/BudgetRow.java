package dev.tollgate.console.keys;

import dev.tollgate.console.chart.NeedleGauge;
import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.admission.Raise;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One counter of one budget at a moment, and how it reads.
///
/// @param said its figures as text, worked out once where the picture is
record BudgetRow(Budget budget, BudgetState state, Instant at, ZoneId zone, Said said) {
    /// Texts of the cells.
    ///
    /// @param spoken the whole row for a screen reader
    record Said(String settled, String reserved, String projected, String cap, String share, String acted, String brief,
            String spoken) {
        private static final Said NOTHING = new Said("", "", "", "", "", "", "", "");
    }

    static BudgetRow of(Budget budget, BudgetState state, Instant at, ZoneId zone) {
        var row = new BudgetRow(budget, state, at, zone, Said.NOTHING);
        var share = Format.percent(row.share());
        var brief = row.brief();
        var acted = row.acted();
        return new BudgetRow(budget, state, at, zone, new Said(row.say(state.settled()),
                state.reserved() == 0 ? Format.NONE : row.say(state.reserved()),
                state.projected().isPresent() ? "≈" + row.say(state.projected().getAsLong()) : Format.NONE,
                row.say(state.limit()), share, acted, brief, row.subject() + ", " + row.kind() + ", " + brief + ", "
                        + share + " of the cap projected, " + acted));
    }

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    /// What stays the same while its figures move.
    record Id(String budget, String subject) {}

    Id id() {
        return new Id(budget.name(), state.subject());
    }

    /// Whose counter it is: `web`, `acme`, `everything`.
    String subject() {
        return state.subject();
    }

    /// Of what that is one: `key`, `customer`, `each key`, `all`.
    String kind() {
        return kind(budget);
    }

    static String kind(Budget budget) {
        var fixed = budget.scope().fixed().keySet().stream().sorted().map(Word::word)
                .collect(Collectors.joining(" + "));
        var each = budget.scope().each().map(dimension -> "each " + dimension.word()).orElse("");
        if (fixed.isEmpty()) {
            return each.isEmpty() ? "all" : each;
        }
        return each.isEmpty() ? fixed : each + " of " + fixed;
    }

    String window() {
        return budget.window().text();
    }

    /// Whether this is a cap of that key alone.
    boolean isOf(String key) {
        return key.equals(budget.scope().fixed().get(Dimension.KEY))
                || (budget.scope().each().filter(each -> each == Dimension.KEY).isPresent()
                        && state.subject().equals(key));
    }

    long used() {
        return state.settled() + state.reserved();
    }

    long projected() {
        return Math.max(used(), state.projected().orElse(0));
    }

    /// Of the limit, at the window's end if the pace goes on; at least what is used.
    double share() {
        return state.limit() <= 0 ? 1 : projected() / (double) state.limit();
    }

    boolean isOver() {
        return projected() > state.limit();
    }

    boolean isBlocked() {
        return state.state().equals(BudgetState.BLOCKED);
    }

    NeedleGauge.Reading reading() {
        return new NeedleGauge.Reading(state.settled(), state.reserved(), state.projected().orElse(0), state.limit());
    }

    List<NeedleGauge.Step> steps() {
        return budget.steps().stream().map(step -> new NeedleGauge.Step(
                state.limit() <= 0 ? 1 : at(step) / (double) state.limit(),
                step.share() + "% " + step.action().word())).toList();
    }

    /// What has to be used for a step; a raise puts off what blocks, not what tells.
    private long at(Budget.Step step) {
        return budget.at(step.share())
                + (step.action() == Budget.Action.BLOCK ? state.raise().map(Raise::amount).orElse(0L) : 0);
    }

    /// A step whose share is reached.
    boolean isReached(Budget.Step step) {
        return step.share() <= state.told() || used() >= at(step)
                || (step.action() == Budget.Action.BLOCK && isBlocked());
    }

    /// What it did in this window, in words.
    String acted() {
        if (state.raise().isPresent() && !isBlocked()) {
            return "raised until " + end(state.raise().get().until());
        }
        if (state.refused() > 0) {
            return "refused " + Format.count(state.refused())
                    + state.refusedSince().map(since -> " since " + moment(since)).orElse("");
        }
        if (isBlocked()) {
            return "full, refuses the next";
        }
        return state.told() > 0
                ? "notified at " + state.told() + "%" + state.toldAt().map(when -> ", " + moment(when)).orElse("")
                : "nothing yet";
    }

    /// `raised by $5.00 until 18:00`.
    String raised(Raise raise) {
        return "raised by " + say(raise.amount()) + " until " + end(raise.until());
    }

    /// The clock within a day from now, the day otherwise.
    String end(Instant when) {
        return Duration.between(at, when).compareTo(Duration.ofDays(1)) <= 0 ? Format.clock(when, zone) : moment(when);
    }

    /// `week from Mon 16 Nov`, `total, never starts anew`.
    String windowWords() {
        if (budget.window() == Budget.Calendar.TOTAL) {
            return "total, never starts anew";
        }
        return state.windowEnd().isEmpty() ? window() : window() + " from " + moment(state.windowStart());
    }

    /// When it starts anew: `at 00:00`, `on Mon 23 Nov`.
    Optional<String> anew() {
        return until().map(end -> (end.indexOf(':') < 0 ? "on " : "at ") + end);
    }

    /// When it starts anew: `00:00`, `Mon 23 Nov`.
    Optional<String> until() {
        return state.windowEnd().map(this::moment);
    }

    /// The clock today, the day otherwise.
    String moment(Instant when) {
        var local = when.atZone(zone);
        return local.toLocalDate().equals(at.atZone(zone).toLocalDate())
                ? Format.clock(when, zone)
                : DAY.format(local);
    }

    /// `$9.10 of $10.00 day`.
    String brief() {
        return Measure.bare(budget.unit(), used()) + " of " + Measure.whole(budget.unit(), state.limit()) + " "
                + window();
    }

    String say(long amount) {
        return Measure.bare(budget.unit(), amount);
    }
}
