package dev.tollgate.console.spend;

import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;

/// Names of ranges and dimensions as the page writes them.
final class Words {
    private Words() {}

    static String of(Dimension dimension) {
        return dimension.word().replace('_', ' ');
    }

    /// Of the toolbar: `7 d`.
    static String of(Duration range) {
        return range.toDays() > 1
                ? range.toDays() + " d"
                : range.toHours() >= 1 ? range.toHours() + " h" : range.toMinutes() + " m";
    }

    /// `in the last 7 d`.
    static String range(TimeRange range) {
        return range.isLive() ? "in the last " + of(range.length()) : "in this range";
    }

    static String nothing(Unit unit) {
        return switch (unit) {
            case MONEY -> "nothing in this range has a price";
            case TOKENS -> "no call in this range used tokens";
            case REQUESTS -> "no call in this range";
        };
    }

    /// How the sum line of the table is called.
    static String all(Dimension dimension) {
        var word = of(dimension);
        return "All " + (word.endsWith("y") && !word.endsWith("ey")
                ? word.substring(0, word.length() - 1) + "ies"
                : word + "s");
    }
}
