package dev.tollgate.console.live;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.feed.Signs;
import dev.tollgate.gateway.alarm.AlarmState;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Alarms;
import dev.tollgate.gateway.alarm.Severity;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.term.Subject;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was done in the last quarter of an hour, for the lane above the chart. Thread-safe: publishers only store.
final class Happenings {
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Duration SAME = Duration.ofSeconds(20);
    private static final int MOST = 40;
    private static final Set<ChartData.Sign> ALARMS = EnumSet.of(ChartData.Sign.INFO, ChartData.Sign.WARNING,
            ChartData.Sign.CRITICAL);
    /// A target that rests again so soon after its last rest has not been well in between.
    private static final Duration SAME_OUTAGE = Duration.ofMinutes(1);
    private final Deque<ChartData.Marker> markers = new ArrayDeque<>();
    /// Until when each target rests, or rested last.
    private final Map<String, Instant> rests = new HashMap<>();

    void heard(Event event) {
        if (!(event instanceof Event.TargetRests rest) || begins(rest)) {
            marker(event).ifPresent(this::add);
        }
    }

    /// Whether an outage begins, or one goes on.
    private synchronized boolean begins(Event.TargetRests rest) {
        if (!rest.until().isAfter(rest.at())) {
            return false; // it is back
        }
        var last = rests.put(rest.target(), rest.until());
        return last == null || rest.at().isAfter(last.plus(SAME_OUTAGE));
    }

    /// What began before anybody listened and still goes on: the page was opened after it.
    void standing(List<AlarmView> alarms, Instant now) {
        alarms.stream().filter(each -> each.isOpen() && each.started().isAfter(now.minus(KEPT))).limit(MOST)
                .forEach(each -> add(new ChartData.Marker(each.started(), Signs.of(each.severity()),
                        Signs.text(each.name(), each.subject().name()))));
    }

    private synchronized void add(ChartData.Marker next) {
        var known = markers.stream().filter(one -> one.text().equals(next.text())
                && Duration.between(one.at(), next.at()).abs().compareTo(same(next)) < 0).findFirst();
        // where it began, and as bad as it is now
        known.ifPresent(markers::remove);
        markers.addLast(known.map(one -> new ChartData.Marker(one.at(), next.sign(), one.text())).orElse(next));
        while (markers.size() > MOST) {
            markers.removeFirst();
        }
    }

    /// An alarm that gets worse is still the same one.
    private static Duration same(ChartData.Marker next) {
        return ALARMS.contains(next.sign()) ? SAME.multipliedBy(9) : SAME;
    }

    synchronized List<ChartData.Marker> until(Instant now) {
        markers.removeIf(one -> one.at().isBefore(now.minus(KEPT)));
        return List.copyOf(markers);
    }

    private static Optional<ChartData.Marker> marker(Event event) {
        return switch (event) {
            case Event.Alarm alarm when alarm.state().equals(AlarmState.ACTIVE.word()) ->
                Optional.of(new ChartData.Marker(alarm.at(),
                        Signs.of(Word.parse(Severity.class, alarm.severity()).orElse(Severity.WARNING)),
                        Signs.text(alarm.name(), Subject.parse(alarm.subject()).name())));
            // a channel that is tried changes nothing that the curve could show
            case Event.Acted done when done.action().contains(" alarm ") || done.action().equals(Alarms.TEST) ->
                Optional.empty();
            case Event.Acted done -> Optional.of(new ChartData.Marker(done.at(),
                    done.action().equals("cut") ? ChartData.Sign.CUT : ChartData.Sign.ACTION, text(done)));
            case Event.ConfigApplied applied ->
                Optional.of(new ChartData.Marker(applied.at(), ChartData.Sign.CONFIG, "config " + applied.version()));
            case Event.TargetRests rest -> Optional.of(
                    new ChartData.Marker(rest.at(), ChartData.Sign.ACTION, rest.target() + " rests"));
            case Event.BudgetStep step -> Optional.of(new ChartData.Marker(step.at(), ChartData.Sign.ACTION,
                    step.budget() + (step.step().action() == Budget.Action.BLOCK
                            ? " blocks"
                            : " at " + step.step().share() + " %")));
            case Event.Settled _,Event.Committed _,Event.LedgerState _,Event.Unknown _,Event.Alarm _ ->
                Optional.empty();
        };
    }

    private static String text(Event.Acted done) {
        var subject = done.subject().equals(Control.EVERYTHING)
                ? "everything"
                : Subject.parse(done.subject()).name();
        return switch (done.action()) {
            case "pause" -> subject + " paused";
            case "resume" -> subject + " resumed";
            case "cut" -> "cut" + (subject.length() > 20 ? "" : " " + subject);
            default -> done.action() + " " + subject;
        };
    }
}
