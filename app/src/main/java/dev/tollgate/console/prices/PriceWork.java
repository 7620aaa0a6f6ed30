package dev.tollgate.console.prices;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.Committed;
import dev.tollgate.gateway.control.Preview;
import dev.tollgate.gateway.control.PriceChange;
import dev.tollgate.gateway.control.PriceHistory;
import dev.tollgate.gateway.control.PriceTable;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.pricing.intake.Difference;
import dev.tollgate.gateway.pricing.intake.Intake;
import dev.tollgate.gateway.pricing.intake.PriceLists;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.upstream.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the page asks of the engine, each off the JavaFX thread and answered on it.
record PriceWork(Feed feed) {
    private static final String AUTHOR = "console";
    private static final Duration TRAFFIC = Duration.ofDays(120);

    /// An answer, or in words why there is none.
    ///
    /// @param <T> what was asked for
    sealed interface Answer<T> {
        /// @param <T> what was asked for
        record Good<T>(T value) implements Answer<T> {}

        /// @param <T> what was asked for
        record Failed<T>(String why) implements Answer<T> {}
    }

    Instant now() {
        return feed.gateway().time().instant();
    }

    long version() {
        return feed.gateway().configVersion();
    }

    /// The table, and what is made of it while nobody waits: it may have thousands of rows.
    <T> void table(Function<PriceTable, T> made, Consumer<Answer<T>> then) {
        feed.query("prices", () -> answered(() -> made.apply(feed.gateway().prices().table())), then);
    }

    private static <T> Answer<T> answered(Supplier<T> question) {
        try {
            return new Answer.Good<>(question.get());
        } catch (RuntimeException fault) {
            // the page must say so instead of waiting for ever
            return new Answer.Failed<>(String.valueOf(fault.getMessage()));
        }
    }

    void preview(List<PriceChange> changes, Instant from, BooleanSupplier cancelled,
            Consumer<Answer<Preview.Outcome>> then) {
        var to = now();
        feed.query("prices-preview", () -> answered(() -> feed.gateway().prices().preview(changes, from, to,
                cancelled)), then);
    }

    void commit(List<PriceChange> changes, Consumer<Answer<Committed>> then) {
        feed.act(() -> answered(() -> feed.gateway().prices().commit(AUTHOR, changes)), then);
    }

    void undo(Committed.Done done, Consumer<Answer<Committed>> then) {
        feed.act(() -> answered(() -> feed.gateway().prices().undo(AUTHOR, done)), then);
    }

    void history(Consumer<Answer<List<PriceHistory.Step>>> then) {
        feed.query("prices-history", () -> answered(() -> feed.gateway().priceHistory().steps(50)), then);
    }

    void restore(long version, Consumer<Answer<Applied>> then) {
        feed.act(() -> answered(() -> feed.gateway().priceHistory().restore(AUTHOR, version)), then);
    }

    /// Requests of one model by day.
    void traffic(String provider, String model, Consumer<Answer<List<SpendRow>>> then) {
        var to = now().plus(Duration.ofMinutes(1));
        feed.query("prices-traffic", () -> answered(() -> feed.queries().spend(new SpendQuery(List.of(),
                to.minus(TRAFFIC), to, SpendQuery.Step.DAY, Duration.ofDays(1),
                Map.of(Dimension.PROVIDER, Set.of(provider), Dimension.MODEL, Set.of(model))))), then);
    }

    /// A list and what it would change.
    record Listed(String from, Intake.Read read, Difference difference) {}

    /// Reads a list from a file or an address and holds it against these rows.
    ///
    /// @param place a file's path, or an address that begins with `http`
    void list(String place, PriceTable table, Consumer<Answer<Listed>> then) {
        feed.act(() -> place.startsWith("http://") || place.startsWith("https://")
                ? fetched(place, table)
                : opened(place, table), then);
    }

    private Answer<Listed> fetched(String place, PriceTable table) {
        return switch (feed.gateway().upstream().download().fetch(place, PriceLists.MOST_BYTES)) {
            case Download.Fetched.Failed(var message) -> new Answer.Failed<>(message);
            case Download.Fetched.Text(var text) -> read(place, text, table);
        };
    }

    private Answer<Listed> opened(String place, PriceTable table) {
        try {
            var file = Path.of(place);
            return Files.size(file) > PriceLists.MOST_BYTES
                    ? new Answer.Failed<>(place + " is larger than any price list.")
                    : read(place, Files.readString(file), table);
        } catch (IOException | RuntimeException unreadable) {
            return new Answer.Failed<>(place + " cannot be read (" + unreadable.getMessage()
                    + "). Choose the file again. Prices stay as they are.");
        }
    }

    private Answer<Listed> read(String place, String text, PriceTable table) {
        var day = now().truncatedTo(ChronoUnit.DAYS);
        return switch (PriceLists.read(text, day)) {
            case Intake.Broken broken ->
                new Answer.Failed<>(place + " is damaged. " + broken.sentence() + ". Nothing was taken over.");
            case Intake.Read read ->
                new Answer.Good<>(new Listed(place, read, Difference.of(table.rows(), read.rows(), day)));
        };
    }
}
