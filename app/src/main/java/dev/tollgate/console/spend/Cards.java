package dev.tollgate.console.spend;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.ledger.Totals;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The three figures under the table: what the cache saved, what failures cost, what the month will have cost.
final class Cards {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private final Card saved = new Card("Saved by cache");
    private final Card failed = new Card("Failed but billed");
    private final Card month = new Card("Forecast");
    private @Nullable Found shown;

    /// @param openFailed leads to the requests that failed
    Cards(Consumer<Found> openFailed) {
        failed.opens(() -> {
            if (shown != null) {
                openFailed.accept(shown);
            }
        });
        saved.explain("What prompts read from a cache would have cost more at the full input rate");
        failed.explain("What failed attempts cost all the same. A click opens the requests that failed.");
    }

    List<Card> all() {
        return List.of(saved, failed, month);
    }

    Card month() {
        return month;
    }

    void show(Found found) {
        shown = found;
        var all = found.total();
        saved(found, all);
        if (all.requests() == 0) {
            failed.show(Format.NONE, "no request");
        } else {
            failed.show(Money.sum(all.failedPicos()), (all.failedPicos() == 0
                    ? ""
                    : Format.share((double) all.failedPicos() / Math.max(1, all.picos())) + ", ")
                    + Format.count(all.errors()) + " of " + Format.count(all.requests()) + " failed");
        }
        month(found.forecast());
    }

    private void saved(Found found, Totals all) {
        if (all.savedPicos() <= 0) {
            saved.show(all.tokens() == 0 ? Format.NONE : Money.sum(0), all.tokens() == 0
                    ? "nothing was used"
                    : "nothing read from a cache");
            return;
        }
        var most = found.lines().stream().max(Comparator.comparingLong(line -> line.totals().savedPicos()));
        saved.show(Money.sum(all.savedPicos()), most
                .map(line -> Format.percent((double) line.totals().savedPicos() / all.savedPicos()) + " of it "
                        + Found.Line.shown(line.name()))
                .orElse(""));
    }

    private void month(Forecast forecast) {
        month.title("Forecast to " + DAY.format(forecast.last()));
        if (forecast.isKnown()) {
            month.show("≈" + Money.sum(forecast.picos()), Money.sum(forecast.soFarPicos()) + " so far");
            month.explain("This month so far, and for the time left the mean of the last " + forecast.days()
                    + " whole days; quiet days count as zero. The filter applies, the range does not.");
        } else {
            month.show(Format.NONE, "after three whole days");
            month.explain("A forecast needs three whole days on record; until then it would be a guess.");
        }
    }
}
