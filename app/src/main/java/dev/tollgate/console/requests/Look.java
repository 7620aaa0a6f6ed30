package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Money.Certainty;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How a row reads: every word and figure of the list and of the inspector's head, made in one place so that both say
/// the same.
final class Look {
    private Look() {}

    /// How the served model stands out.
    enum Tone {
        PLAIN,
        FAILED,
        REFUSED
    }

    static Mark mark(Row row) {
        return row.isRunning() ? Mark.RUNNING : row.entry().map(e -> mark(e.result().outcome())).orElse(Mark.RUNNING);
    }

    static Mark mark(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> Mark.SUCCESS;
            case INVALID_OUTPUT -> Mark.INVALID;
            case REFUSED -> Mark.REFUSED;
            case FAILED -> Mark.FAILED;
            case INTERRUPTED -> Mark.INTERRUPTED;
            case REJECTED -> Mark.REJECTED;
        };
    }

    /// What else happened to it, most telling first.
    static Optional<Mark> also(Row row) {
        if (row.isRunning()) {
            return row.flight().flatMap(f -> also(f.phase()));
        }
        return row.entry().flatMap(Look::also);
    }

    private static Optional<Mark> also(FlightView.Phase phase) {
        return switch (phase) {
            case CUTTING -> Optional.of(Mark.CUT);
            case RESCUING -> Optional.of(Mark.RESCUING);
            case QUEUED, WAITING, STREAMING -> Optional.empty();
        };
    }

    private static Optional<Mark> also(Entry entry) {
        if (entry.wasCut()) {
            return Optional.of(Mark.CUT);
        }
        if (entry.rescued()) {
            return Optional.of(Mark.RESCUED);
        }
        return entry.served().fellBackFrom().map(_ -> Mark.FELL_BACK);
    }

    /// `success`, `invalid output`, or what a running call does.
    static String state(Row row) {
        if (row.isRunning()) {
            return row.flight().map(f -> f.phase().word()).orElse("running");
        }
        return row.entry().map(e -> words(e.result().outcome())).orElse("running");
    }

    /// The state with what else happened, for hover and screen readers.
    static String story(Row row) {
        var told = new StringBuilder(state(row));
        row.entry().ifPresent(e -> {
            e.served().fellBackFrom().ifPresent(from -> told.append(
                    e.rescued() ? ", finished for " : ", fell back from ").append(from));
            if (e.wasCut()) {
                told.append(", cut");
            }
            e.result().reason().ifPresent(reason -> told.append(": ").append(words(reason)));
            e.result().message().ifPresent(message -> told.append("\n").append(Format.elide(message, 160)));
        });
        return told.toString();
    }

    /// The whole row as a sentence, for screen readers.
    static String spoken(Row row, ZoneId zone) {
        return story(row).replace('\n', ' ') + ", " + Format.clockSeconds(row.started(), zone) + ", key " + row.key()
                + (agentThread(row).equals(Format.NONE) ? "" : ", " + agentThread(row)) + ", " + route(row) + " to "
                + served(row) + ", " + total(row, Unit.INPUT) + " in, " + total(row, Unit.OUTPUT) + " out, "
                + duration(row) + ", cost " + cost(row);
    }

    static String words(Word word) {
        return word.word().replace('_', ' ');
    }

    static String agent(Row row) {
        return row.who().get(Dimension.AGENT).orElse("");
    }

    static String thread(Row row) {
        return row.who().get(Dimension.THREAD).map(t -> Format.elide(t, 12)).orElse("");
    }

    static String agentThread(Row row) {
        var agent = agent(row);
        var thread = thread(row);
        return agent.isEmpty() && thread.isEmpty() ? Format.NONE : thread.isEmpty() ? agent : agent + "/" + thread;
    }

    /// The name the call was known by: its route, else the model it asked for.
    static String route(Row row) {
        return row.entry().flatMap(e -> e.asked().route().or(() -> e.asked().model()))
                .or(() -> row.flight().map(FlightView::route).filter(r -> !r.isEmpty())).orElse(Format.NONE);
    }

    static String served(Row row) {
        return served(row, "rejected: ");
    }

    /// Where there is little room: of a refusal the reason alone, mark and colour say the rest.
    static String servedBriefly(Row row) {
        return served(row, "");
    }

    private static String served(Row row, String refused) {
        return row.entry().map(e -> served(e, refused))
                .orElseGet(() -> row.value(Dimension.MODEL).orElse(Format.NONE));
    }

    private static String served(Entry entry, String refused) {
        return entry.result().outcome() == Outcome.REJECTED
                ? entry.result().reason().map(r -> refused + brief(r)).orElse("rejected")
                : entry.served().upstreamModel().orElse(Format.NONE);
    }

    static Tone tone(Row row) {
        return row.isRunning() ? Tone.PLAIN : row.entry().map(e -> switch (e.result().outcome()) {
            case REJECTED -> Tone.REFUSED;
            case FAILED -> Tone.FAILED;
            case SUCCESS, INVALID_OUTPUT, REFUSED, INTERRUPTED -> Tone.PLAIN;
        }).orElse(Tone.PLAIN);
    }

    private static String brief(Reason reason) {
        return switch (reason) {
            case INVALID_KEY -> "key";
            case KEY_EXPIRED -> "expired";
            case KEY_PAUSED, PAUSED -> "paused";
            case MODEL_NOT_ALLOWED -> "not allowed";
            case MODEL_NOT_FOUND -> "no such model";
            case INVALID_REQUEST -> "invalid";
            case TOO_LARGE -> "too large";
            case REQUEST_LIMIT -> "cap";
            case RATE_LIMITED -> "rate";
            case BUDGET_EXCEEDED -> "budget";
            case PRICE_UNKNOWN -> "no price";
            case NO_TARGET -> "no target";
            case LEDGER_FULL -> "ledger full";
        };
    }

    /// A total; – where nothing was used, ? where it was not said.
    static String total(Row row, Unit unit) {
        return row.entry().map(e -> e.usage().source() == UsageSource.NONE
                ? Format.NONE
                : unit == Unit.OUTPUT && e.usage().get(unit) == 0
                        ? Format.NONE
                        : count(e.usage().reported(unit), Format.UNKNOWN))
                .orElseGet(() -> running(row, unit));
    }

    private static String running(Row row, Unit unit) {
        long count = row.flight().map(f -> unit == Unit.INPUT ? f.input() : f.output()).orElse(0L);
        return count == 0 ? Format.NONE : Format.count(count);
    }

    /// A part; – where there is none of it.
    static String part(Row row, Unit unit) {
        return row.entry().map(e -> e.usage().get(unit) == 0 ? Format.NONE : Format.count(e.usage().get(unit)))
                .orElse(Format.NONE);
    }

    private static String count(OptionalLong count, String unknown) {
        return count.isPresent() ? Format.count(count.getAsLong()) : unknown;
    }

    static String ttft(Row row) {
        return row.entry().map(e -> millis(e.ttftMs())).orElse(Format.NONE);
    }

    static String duration(Row row) {
        return row.isRunning()
                ? Format.age(Duration.between(row.started(), row.seen()))
                : row.entry().map(e -> millis(OptionalLong.of(e.durationMs()))).orElse(Format.NONE);
    }

    static String millis(OptionalLong millis) {
        return millis.isPresent() ? Format.duration(Duration.ofMillis(millis.getAsLong())) : Format.NONE;
    }

    static String cost(Row row) {
        return row.entry().filter(_ -> !row.isRunning()).map(e -> Money.cell(e.cost().picos(), certainty(e)))
                .orElseGet(() -> row.flight().map(Look::sofar).orElse(Money.NONE));
    }

    private static String sofar(FlightView flight) {
        return !flight.priced()
                ? Money.UNPRICED
                : flight.picos() == 0 ? Money.NONE : Money.cell(flight.picos(), Certainty.ESTIMATED);
    }

    /// Unpriced as soon as nothing of it has a price; at least, where a part has none.
    static Certainty certainty(Entry entry) {
        if (entry.unpriced() > 0) {
            return entry.cost().picos() > 0 ? Certainty.AT_LEAST : Certainty.UNPRICED;
        }
        return certainty(entry.cost());
    }

    static Certainty certainty(Cost cost) {
        return switch (cost.source()) {
            case FREE -> Certainty.FREE;
            case NONE -> Certainty.NONE;
            case UNPRICED -> Certainty.UNPRICED;
            case PROVIDER, COMPUTED, MIXED -> bound(cost.bound());
        };
    }

    private static Certainty bound(CostBound bound) {
        return switch (bound) {
            case EXACT -> Certainty.MEASURED;
            case ESTIMATED -> Certainty.ESTIMATED;
            case AT_LEAST -> Certainty.AT_LEAST;
        };
    }

    static String cost(Attempt attempt) {
        return Money.cell(attempt.cost().picos(), certainty(attempt.cost()));
    }

    /// One mark for each attempt, in order; a running call's last one is still open.
    static List<Mark> tries(Row row) {
        var marks = new ArrayList<Mark>();
        row.entry().ifPresent(e -> e.attempts()
                .forEach(a -> marks.add(a.outcome() == Outcome.SUCCESS ? Mark.OK : Mark.FAILED)));
        if (row.isRunning() && row.flight().filter(f -> !f.target().isEmpty()).isPresent()) {
            marks.add(Mark.RUNNING);
        }
        return marks;
    }
}
