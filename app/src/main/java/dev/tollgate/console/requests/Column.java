package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the list can show of a request, in order; the first twelve are there from the start.
enum Column {
    STATE("st", 42, Kind.DRAWN, Look::state, Dimension.OUTCOME),
    TIME("time", 80, Kind.TEXT, row -> row.started().toString(), null),
    KEY("key", 66, 1, Row::key, Dimension.KEY),
    THREAD("agent/thread", 82, 1.6, Look::agentThread, Dimension.AGENT),
    SERVED("route › served", 108, 2.6, row -> Look.route(row) + " › " + Look.served(row), Dimension.ROUTE),
    IN("in", 54, Kind.FIGURE, row -> Look.total(row, Unit.INPUT), null),
    CACHED("cached", 48, Kind.FIGURE, row -> Look.part(row, Unit.CACHE_READ), null),
    OUT("out", 44, Kind.FIGURE, row -> Look.total(row, Unit.OUTPUT), null),
    TTFT("TTFT", 58, Kind.FIGURE, Look::ttft, null),
    DURATION("duration", 62, Kind.FIGURE, Look::duration, null),
    COST("cost", 98, Kind.MONEY, Look::cost, null),
    TRIES("try", 40, Kind.DRAWN, row -> Integer.toString(Look.tries(row).size()), null),

    CUSTOMER(Dimension.CUSTOMER),
    WORKSPACE(Dimension.WORKSPACE),
    USER(Dimension.USER),
    FEATURE(Dimension.FEATURE),
    TASK(Dimension.TASK),
    ENVIRONMENT(Dimension.ENVIRONMENT),
    TRAFFIC(Dimension.TRAFFIC),
    TAGS("tags", 96, Kind.TEXT, row -> row.tags().isEmpty() ? Format.NONE : String.join(", ", row.tags()),
            Dimension.TAG),
    PROVIDER(Dimension.PROVIDER),
    REQUESTED_MODEL(Dimension.REQUESTED_MODEL),
    UPSTREAM_MODEL("upstream model", 112, Kind.TEXT, row -> row.value(Dimension.MODEL).orElse(Format.NONE),
            Dimension.MODEL),
    RESPONSE_MODEL(Dimension.RESPONSE_MODEL),
    REASONING("reasoning", 64, Kind.FIGURE, row -> Look.part(row, Unit.REASONING), null),
    OUTCOME("outcome", 84, Kind.TEXT, Look::state, Dimension.OUTCOME);

    /// How a column's cells look.
    enum Kind {
        TEXT,
        FIGURE,
        MONEY,
        DRAWN
    }

    final String title;
    /// Least comfortable width in pixels.
    final double width;
    /// Share of the room that is left over; 0 keeps its width.
    final double grows;
    final Kind kind;
    @SuppressWarnings("ImmutableEnumChecker") // method references and lambdas that hold nothing
    private final Function<Row, String> text;
    private final @Nullable Dimension dimension;

    Column(String title, double width, double grows, Kind kind, Function<Row, String> text,
            @Nullable Dimension dimension) {
        this.title = title;
        this.width = width;
        this.grows = grows;
        this.kind = kind;
        this.text = text;
        this.dimension = dimension;
    }

    Column(String title, double width, Kind kind, Function<Row, String> text, @Nullable Dimension dimension) {
        this(title, width, 0, kind, text, dimension);
    }

    Column(String title, double width, double grows, Function<Row, String> text, Dimension dimension) {
        this(title, width, grows, Kind.TEXT, text, dimension);
    }

    Column(Dimension dimension) {
        this(dimension.word().replace('_', ' '), 96, Kind.TEXT, row -> row.value(dimension).orElse(Format.NONE),
                dimension);
    }

    /// Whether it is shown until the reader says otherwise.
    boolean isBasic() {
        return compareTo(TRIES) <= 0;
    }

    /// The name it is remembered by.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String text(Row row, Instant now, ZoneId zone) {
        return switch (this) {
            case TIME -> Format.time(row.started(), now, zone);
            case COST -> Money.aligned(text.apply(row), 6);
            case IN -> brief(text.apply(row), 7);
            case CACHED, OUT, REASONING -> brief(text.apply(row), 6);
            default -> text.apply(row);
        };
    }

    /// A figure too long for its cell is rounded rather than cut; hover and copy have every digit.
    private static String brief(String figure, int most) {
        return figure.length() <= most ? figure : Format.tokens(Double.parseDouble(figure.replace(",", "")));
    }

    /// What *Copy* puts on the clipboard: every digit, every letter.
    String whole(Row row, ZoneId zone) {
        return switch (this) {
            case TIME -> Format.timeHover(row.started(), zone).lines().findFirst().orElse("");
            case COST -> row.entry().filter(e -> e.cost().picos() > 0).map(e -> Money.exact(e.cost().picos()))
                    .orElseGet(() -> text.apply(row));
            case STATE, OUTCOME -> Look.state(row);
            default -> text.apply(row).replace(",", kind == Kind.FIGURE ? "" : ",");
        };
    }

    /// Hover text: what the cell had no room for.
    String hover(Row row, ZoneId zone) {
        return switch (this) {
            case STATE, OUTCOME -> Look.story(row);
            case TIME -> Format.timeHover(row.started(), zone) + "\n" + row.id();
            case COST -> row.entry().filter(e -> e.cost().picos() > 0)
                    .map(e -> "$" + Money.exact(e.cost().picos()) + ", " + Look.words(e.cost().source()) + ", "
                            + Look.words(e.cost().bound()))
                    .orElseGet(() -> text.apply(row));
            case TRIES ->
                row.entry().map(e -> e.attempts().size() + (e.attempts().size() == 1 ? " attempt" : " attempts"))
                        .orElse("running");
            default -> text.apply(row);
        };
    }

    /// What *Only this* and *Not this* stand for; empty where the filter cannot say it.
    Optional<Dimension> dimension(Row row) {
        if (this == THREAD) {
            return Optional.of(row.who().get(Dimension.THREAD).isPresent() ? Dimension.THREAD : Dimension.AGENT);
        }
        return Optional.ofNullable(dimension);
    }
}
