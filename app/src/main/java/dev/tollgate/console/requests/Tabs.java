package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.term.Word;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What the inspector's tabs say of a request, except its cost.
final class Tabs {
    private static final List<Unit> PIECES = List.of(Unit.IMAGES, Unit.AUDIO_SECONDS, Unit.CHARACTERS,
            Unit.SEARCH_UNITS);
    static final String UNSTORED =
            "Not stored. Tollgate keeps names, counts, times and costs of a request, never what was said in it.";

    private Tabs() {}

    // ---- summary

    static Node summary(Entry entry, ZoneId zone) {
        var row = Row.of(entry);
        var lines = new Lines().line("outcome", Look.state(row) + status(entry));
        entry.result().reason().ifPresent(reason -> lines.line("rejected by us", Look.words(reason)));
        entry.result().message().ifPresent(message -> lines.line("told the client", wrapped(message)));
        entry.appOutcome().ifPresent(said -> lines.line("the app says", said));
        lines.line("route", Look.route(row), entry.asked().routeAsked().filter(r -> !r.equals(Look.route(row)))
                .map(r -> "asked for as " + r).orElse(""));
        entry.served().target().ifPresent(target -> lines.line("target", target, entry.served().fellBackFrom()
                .map(from -> "fell back from " + from).orElse("")));
        if (entry.usage().source() != UsageSource.NONE) {
            used(lines, row, entry).line("counted", counted(entry.usage().source()));
        }
        lines.line("cost", Look.cost(row)).line("first token", Look.ttft(row)).line("duration", Look.duration(row))
                .line("started", Format.timeHover(entry.started(), zone).lines().findFirst().orElse(""));
        return who(lines, entry.attribution(), entry.asked().key());
    }

    /// Tokens, or the pieces that were counted instead.
    private static Lines used(Lines lines, Row row, Entry entry) {
        var pieces = PIECES.stream().filter(unit -> entry.usage().get(unit) > 0).toList();
        if (pieces.isEmpty()) {
            return lines.line("input", Look.total(row, Unit.INPUT), parts(entry, Unit.INPUT))
                    .line("output", Look.total(row, Unit.OUTPUT), parts(entry, Unit.OUTPUT));
        }
        pieces.forEach(unit -> lines.line(CostStory.name(unit), Format.count(entry.usage().get(unit))));
        return lines;
    }

    static Node running(Row row) {
        var lines = new Lines().line("state", Look.state(row)).line("route", Look.route(row))
                .line("target", row.value(Dimension.TARGET).orElse(Format.NONE))
                .line("input", Look.total(row, Unit.INPUT), "estimated")
                .line("output so far", Look.total(row, Unit.OUTPUT), "estimated")
                .line("cost so far", Look.cost(row)).line("running for", Look.duration(row));
        return who(lines, row.who(), row.key());
    }

    private static String status(Entry entry) {
        return entry.result().status() == 0 ? "" : ", " + entry.result().status();
    }

    private static Label wrapped(String text) {
        var label = new Label(text);
        label.setWrapText(true);
        return label;
    }

    private static String counted(UsageSource source) {
        return switch (source) {
            case REPORTED -> "by the provider";
            case ESTIMATED -> "by us, an estimate";
            case AT_LEAST -> "by us up to where it ended: at least";
            case NONE -> "nothing";
        };
    }

    /// `46,080 cache read, 320 image input`.
    private static String parts(Entry entry, Unit total) {
        var told = new StringBuilder();
        for (var unit : Unit.values()) {
            if (unit.total().filter(t -> t == total).isPresent() && entry.usage().get(unit) > 0) {
                told.append(told.isEmpty() ? "of it " : ", ").append(Format.count(entry.usage().get(unit))).append(' ')
                        .append(CostStory.name(unit));
            }
        }
        return told.toString();
    }

    private static Lines who(Lines lines, Attribution who, String key) {
        lines.heading("For whom").line("key", key);
        who.values().entrySet().stream().filter(v -> v.getKey() != Dimension.KEY).sorted(Map.Entry.comparingByKey())
                .forEach(v -> lines.line(Look.words(v.getKey()), v.getValue(),
                        who.sources().getOrDefault(v.getKey(), "")));
        if (!who.tags().isEmpty()) {
            lines.line("tags", String.join(", ", who.tags()), who.sources().getOrDefault(Dimension.TAG, ""));
        }
        return lines;
    }

    // ---- attempts

    static Node attempts(Entry entry) {
        var lines = new Lines().heading("Decision");
        if (entry.decision().isEmpty()) {
            lines.text("No target was considered: the call was rejected before.");
        }
        lines.nodes(entry.decision().stream().map(Tabs::verdict).toList()).heading("Attempts");
        if (entry.attempts().isEmpty()) {
            lines.text("Nothing was sent to a provider.");
        }
        return lines.nodes(entry.attempts().stream().map(attempt -> attempt(entry, attempt)).toList());
    }

    private static Node verdict(Verdict verdict) {
        var mark = switch (verdict.kind()) {
            case TRIED -> Mark.SUCCESS;
            case DROPPED -> Mark.REJECTED;
            case NOT_REACHED -> Mark.IDLE;
        };
        var word = Styled.small(Look.words(verdict.kind()));
        word.setMinWidth(Region.USE_PREF_SIZE);
        return marked(mark, line(TableColumns.elided(new Label(verdict.target())), word), small(verdict.reason()));
    }

    private static Node attempt(Entry entry, Attempt attempt) {
        var took = Styled.text(Look.millis(OptionalLong.of(attempt.durationMs())));
        var cost = Styled.text(Look.cost(attempt));
        took.setMinWidth(Region.USE_PREF_SIZE);
        cost.setMinWidth(Region.USE_PREF_SIZE);
        var name = TableColumns.elided(Styled.strong(attempt.number() + "  " + attempt.target().label()));
        return marked(attempt.outcome() == Outcome.SUCCESS ? Mark.SUCCESS : Mark.FAILED, line(name, took, cost),
                small(told(attempt)), small(tokens(attempt)), Lane.of(entry, attempt));
    }

    /// The fault in words, the status, the wait.
    static String told(Attempt attempt) {
        var told = new StringBuilder(attempt.fault().map(Look::words).orElse("answered"));
        if (attempt.status() > 0) {
            told.append(", status ").append(attempt.status());
        }
        attempt.ttftMs().ifPresent(ms -> told.append(", first token after ").append(Look.millis(OptionalLong.of(ms))));
        attempt.detail().ifPresent(detail -> told.append("\n").append(detail));
        return told.toString();
    }

    private static String tokens(Attempt attempt) {
        if (attempt.usage().source() == UsageSource.NONE) {
            return "no tokens";
        }
        long cached = attempt.usage().get(Unit.CACHE_READ);
        return Format.count(attempt.usage().get(Unit.INPUT)) + " in" + (cached > 0
                ? " (" + Format.count(cached)
                        + " cached)"
                : "") + ", " + Format.count(attempt.usage().get(Unit.OUTPUT)) + " out"
                + attempt.responseModel().map(m -> ", by " + m).orElse("");
    }

    static HBox line(Label name, Node... figures) {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var row = new HBox(8, name, gap);
        row.getChildren().addAll(figures);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Label small(String text) {
        var label = Styled.small(text);
        label.setWrapText(true);
        return label;
    }

    static Node marked(Mark mark, Node... texts) {
        var text = new VBox(4, texts);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMinWidth(0);
        var row = new HBox(8, mark.node(), text);
        row.getStyleClass().add("tg-entry");
        return row;
    }

    // ---- timing

    static Node timing(Entry entry) {
        var lines = new Lines().node(Lane.of(entry)).line("first token", Look.millis(entry.ttftMs()))
                .line("duration", Look.millis(OptionalLong.of(entry.durationMs())));
        long calling = entry.attempts().stream().mapToLong(Attempt::durationMs).sum();
        if (!entry.attempts().isEmpty()) {
            lines.line("with providers", Look.millis(OptionalLong.of(calling)))
                    .line("rest", Look.millis(OptionalLong.of(Math.max(0, entry.durationMs() - calling))),
                            "in Tollgate, and waiting between attempts");
        }
        speed(entry).ifPresent(speed -> lines.line("output speed", speed, "after the first token"));
        lines.heading("Attempts");
        if (entry.attempts().isEmpty()) {
            lines.text("Nothing was sent to a provider.");
        }
        return lines.nodes(entry.attempts().stream().map(attempt -> lane(entry, attempt)).toList());
    }

    private static Node lane(Entry entry, Attempt attempt) {
        var took = Styled.text(Look.millis(OptionalLong.of(attempt.durationMs())));
        took.setMinWidth(Region.USE_PREF_SIZE);
        var name = TableColumns.elided(Styled.text(attempt.number() + "  " + attempt.target().label()));
        return new VBox(4, line(name, took), Lane.of(entry, attempt),
                small("starts at " + Look.millis(OptionalLong.of(Lane.begin(entry, attempt))) + attempt.ttftMs()
                        .stream().mapToObj(ms -> ", first token after " + Look.millis(OptionalLong.of(ms)))
                        .findFirst().orElse("")));
    }

    private static Optional<String> speed(Entry entry) {
        if (entry.attempts().isEmpty() || !entry.asked().stream()) {
            return Optional.empty();
        }
        var last = entry.attempts().getLast();
        long millis = last.durationMs() - last.ttftMs().orElse(0);
        long out = last.usage().get(Unit.OUTPUT);
        return millis > 0 && out > 1
                ? Optional.of(String.format(Locale.ROOT, "%.0f tokens/s", out * 1_000.0 / millis))
                : Optional.empty();
    }

    // ---- request

    static Node request(Entry entry) {
        var id = Styled.mono(entry.id());
        var lines = new Lines().line("id", TableColumns.elided(id))
                .line("endpoint", entry.asked().endpoint().map(Word::word).orElse(Format.NONE))
                .line("answered as", entry.asked().stream() ? "stream" : "JSON")
                .line("status sent", entry.result().status() == 0 ? "none" : Integer.toString(entry.result().status()))
                .line("attempts", Integer.toString(entry.served().attempts()), entry.served().retries() == 0
                        ? ""
                        : entry.served().retries() + " of them retries")
                .heading("Model").line("asked for", entry.asked().model().orElse(Format.NONE))
                .line("sent on as", entry.served().upstreamModel().orElse(Format.NONE))
                .line("answered by", entry.served().responseModel().orElse(Format.NONE)).heading("Tokens");
        if (entry.usage().source() == UsageSource.NONE) {
            lines.text("None were used, or none were reported.");
        }
        for (var unit : Unit.values()) {
            var count = entry.usage().reported(unit);
            if (count.isPresent() && unit != Unit.REQUESTS) {
                lines.line(CostStory.name(unit), Format.count(count.getAsLong()),
                        unit.total().map(total -> "part of " + CostStory.name(total)).orElse(""));
            }
        }
        return lines.heading("Prompt and reply").text(UNSTORED);
    }
}
