package dev.tollgate.console.shots;

import dev.tollgate.gateway.alarm.AlarmState;
import dev.tollgate.gateway.alarm.Severity;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.ledger.AlarmRow;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The alarms of the week before the picture.
final class AlarmsBefore {
    /// A conversation that reads the same file and runs the same command again and again.
    static final long[] STEPS = {5, 6, 7, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2};

    private AlarmsBefore() {}

    static List<AlarmRow> of(Instant now) {
        var key = Subject.key("agent-dev");
        return List.of(
                row(1, "loop", Kind.LOOP, Subject.of(Dimension.AGENT, "fix-loop"), Severity.CRITICAL,
                        now.minus(Duration.ofHours(53)), Duration.ofMinutes(312), 14, 5,
                        "fell under the limit"),
                row(2, "velocity", Kind.TOKEN_VELOCITY, key, Severity.CRITICAL, now.minus(Duration.ofHours(52)),
                        Duration.ofMinutes(48), 241_900, 80_000, "fell under the limit"),
                row(3, "fallback", Kind.FALLBACK_RATE, Subject.of(Dimension.ROUTE, "smart"), Severity.WARNING,
                        now.minus(Duration.ofHours(28)), Duration.ofMinutes(18), 96_000, 50_000,
                        "fell under the limit"),
                row(4, "errors", Kind.ERROR_RATE, Subject.of(Dimension.TARGET, "openai/gpt-5-mini"),
                        Severity.WARNING, now.minus(Duration.ofHours(27)), Duration.ofSeconds(400), 212_000, 100_000,
                        "fell under the limit"),
                row(5, "retries", Kind.RETRY_STORM, Subject.key("ci-tests"), Severity.WARNING,
                        now.minus(Duration.ofHours(5)), Duration.ofMinutes(9), 64, 30, "fell under the limit"));
    }

    private static AlarmRow row(long id, String rule, Kind kind, Subject subject, Severity severity, Instant began,
            Duration lasted, long worst, long limit, String note) {
        return new AlarmRow(id, rule, kind.word(), kind.measure().word(), subject.text(), severity.word(),
                AlarmState.ENDED.word(), began, Optional.of(began.plus(lasted)), Optional.empty(), limit / 3, worst,
                OptionalLong.empty(), limit, Optional.of(kind.window()), List.of("notify"), note);
    }
}
