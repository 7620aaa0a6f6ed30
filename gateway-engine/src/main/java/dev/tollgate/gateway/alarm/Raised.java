package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.config.AlarmRule.Measure;
import dev.tollgate.gateway.ledger.AlarmRow;
import dev.tollgate.gateway.term.Subject;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One alarm from its beginning to its end. Not thread-safe: [Alarms] guards it.
final class Raised {
    private final long number;
    private final String rule;
    private final Kind kind;
    private final Measure measure;
    private final Subject subject;
    private final Instant started;
    private final List<String> acts = new ArrayList<>();
    private AlarmState state = AlarmState.ACTIVE;
    private Severity severity;
    private Optional<Instant> ended = Optional.empty();
    private Optional<Instant> snoozedUntil = Optional.empty();
    private long value;
    private long worst;
    private long keptWorst;
    private long keptAt;
    private OptionalLong usual;
    private long limit;
    private Optional<Duration> window;
    private String note = "";

    Raised(long number, AlarmRule rule, Subject subject, Instant started, Severity severity, long value, Limit limit) {
        this(number, rule.name(), rule.kind(), rule.kind().measure(), subject, Optional.of(rule.window()), started,
                severity, value,
                limit);
    }

    Raised(long number, String rule, Kind kind, Measure measure, Subject subject, Optional<Duration> window,
            Instant started,
            Severity severity,
            long value, Limit limit) {
        this.number = number;
        this.rule = rule;
        this.kind = kind;
        this.measure = measure;
        this.subject = subject;
        this.window = window;
        this.started = started;
        this.severity = severity;
        this.value = value;
        this.worst = value;
        this.usual = limit.usual();
        this.limit = limit.value();
    }

    /// @param window where the row does not say it
    static Raised of(AlarmRow row, Optional<Duration> window) {
        var kind = Word.parse(Kind.class, row.kind()).orElse(Kind.BUDGET);
        var raised = new Raised(row.id(), row.rule(), kind,
                Word.parse(Measure.class, row.measure()).orElse(kind.measure()), Subject.parse(row.subject()),
                row.window().or(() -> window),
                row.started(),
                Word.parse(Severity.class, row.severity()).orElse(Severity.WARNING), row.value(),
                new Limit(row.limit(), row.usual()));
        raised.worst = row.worst();
        raised.keptWorst = row.worst();
        raised.state = Word.parse(AlarmState.class, row.state()).orElse(AlarmState.ACTIVE);
        raised.ended = row.ended();
        raised.snoozedUntil = row.snoozedUntil();
        raised.acts.addAll(row.acts());
        raised.note = row.note();
        return raised;
    }

    String id() {
        return id(number);
    }

    static String id(long number) {
        return "al_" + number;
    }

    String rule() {
        return rule;
    }

    Kind kind() {
        return kind;
    }

    Subject subject() {
        return subject;
    }

    Instant started() {
        return started;
    }

    AlarmState state() {
        return state;
    }

    long value() {
        return value;
    }

    OptionalLong usual() {
        return usual;
    }

    long limit() {
        return limit;
    }

    /// Its rule counts over another window now.
    void over(Duration next) {
        window = Optional.of(next);
    }

    /// New figures; the severity only rises.
    ///
    /// @return whether it is worse than before
    boolean now(long amount, Severity how) {
        value = amount;
        worst = Math.max(worst, amount);
        var before = severity;
        severity = severity.worst(how);
        return severity != before;
    }

    void state(AlarmState next, Optional<Instant> until) {
        state = next;
        snoozedUntil = until;
    }

    /// Whether it was snoozed and is no longer.
    boolean wakes(Instant now) {
        return state == AlarmState.SNOOZED && snoozedUntil.filter(until -> now.isBefore(until)).isEmpty();
    }

    void end(Instant at) {
        state = AlarmState.ENDED;
        ended = Optional.of(at);
    }

    void did(String act) {
        acts.add(act);
    }

    List<String> acts() {
        return acts;
    }

    void note(String text) {
        note = text;
    }

    AlarmView view() {
        return new AlarmView(id(), rule, kind, measure, severity, state, started, ended, snoozedUntil, subject, value,
                worst,
                usual, limit, window, acts, note);
    }

    /// Whether its worst has grown since it was last kept, and that was some time ago.
    boolean outgrew(long millis, long since) {
        return worst > keptWorst && millis - keptAt >= since;
    }

    /// To be kept now.
    AlarmRow row(long millis) {
        keptWorst = worst;
        keptAt = millis;
        return new AlarmRow(number, rule, kind.word(), measure.word(), subject.text(), severity.word(), state.word(),
                started, ended,
                snoozedUntil, value, worst, usual, limit, window, acts, note);
    }
}
