package dev.tollgate.console.fx;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Tokens, shares, durations and times as text; money is `Money`. A number that is not one reads `–` or `?`, never NaN.
public final class Format {
    /// Not known, as opposed to none.
    public static final String UNKNOWN = "?";
    /// There is nothing to show.
    public static final String NONE = "–";

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter ANY_YEAR = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d", Locale.ENGLISH);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneId.of("UTC"));

    private Format() {}

    /// For tiles, charts and totals: `942`, `12.4k`, `3.21M`.
    ///
    /// @param tokens below 0 for unknown
    public static String tokens(double tokens) {
        if (!Double.isFinite(tokens) || tokens < 0) {
            return UNKNOWN;
        }
        if (tokens < 999.5) {
            return String.format(Locale.ROOT, "%.0f", tokens);
        }
        if (tokens < 999_500) {
            return String.format(Locale.ROOT, tokens < 99_950 ? "%.1fk" : "%.0fk", tokens / 1e3);
        }
        double millions = tokens / 1e6;
        return millions < 999.5
                ? String.format(Locale.ROOT, millions < 9.995 ? "%.2fM" : millions < 99.95 ? "%.1fM" : "%.0fM",
                        millions)
                : String.format(Locale.ROOT, "%.2fG", tokens / 1e9);
    }

    /// For rows: every digit, grouped.
    ///
    /// @param count below 0 for unknown
    public static String count(long count) {
        if (count < 0) {
            return UNKNOWN;
        }
        // by hand: a list that follows 200 calls a second spent a sixth of its time in the formatter
        var text = new StringBuilder().append(count);
        for (int at = text.length() - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    /// One decimal: `9.4%`, `<0.1%`, `100%`.
    ///
    /// @param share 0 to 1
    public static String share(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        if (share > 0 && share < 0.001) {
            return "<0.1%";
        }
        double percent = share * 100;
        boolean whole = percent == 0 || Math.abs(percent) >= 99.95;
        return minus(String.format(Locale.ROOT, whole ? "%.0f%%" : "%.1f%%", percent));
    }

    /// Where a decimal would be noise: `92%`, `<1%`.
    public static String percent(double share) {
        if (share > 0 && share < 0.005) {
            return "<1%";
        }
        return Double.isFinite(share) ? minus(String.format(Locale.ROOT, "%.0f%%", share * 100)) : NONE;
    }

    /// Against usual: `9.2×`, `<0.1×`.
    public static String factor(double factor) {
        if (!Double.isFinite(factor) || factor == 0) {
            return NONE;
        }
        if (factor > 0 && factor < 0.05) {
            return "<0.1×";
        }
        return minus(String.format(Locale.ROOT, Math.abs(factor) < 99.95 ? "%.1f×" : "%.0f×", factor));
    }

    /// `842 ms`, `4.2 s`, `1 m 07 s`, `2 h 05 m`, `3 d 04 h`.
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 0) {
            return NONE;
        }
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis < 59_950
                ? (millis + 50) / 1_000 + "." + (millis + 50) / 100 % 10 + " s"
                : longer(Math.round(millis / 1e3));
    }

    /// How long something has been going on: whole seconds to 99 s, then as `duration`.
    public static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        return seconds < 100 ? seconds + " s" : longer(seconds);
    }

    /// `14:02:11.482` today, `11-20 14:02` on another day of this year.
    public static String time(Instant at, Instant now, ZoneId zone) {
        var local = at.atZone(zone);
        var today = now.atZone(zone);
        if (local.toLocalDate().equals(today.toLocalDate())) {
            return TODAY.format(local);
        }
        return local.getYear() == today.getYear() ? THIS_YEAR.format(local) : ANY_YEAR.format(local);
    }

    /// Hover text of a time: local with offset, and UTC as ISO.
    public static String timeHover(Instant at, ZoneId zone) {
        return FULL.format(at.atZone(zone)) + "\n" + UTC.format(at);
    }

    /// `14:02`.
    public static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    /// `14:02:11`.
    public static String clockSeconds(Instant at, ZoneId zone) {
        return SECONDS.format(at.atZone(zone));
    }

    /// `Thu 19`.
    public static String day(Instant at, ZoneId zone) {
        return DAY.format(at.atZone(zone));
    }

    /// `Thu 19, 09:00 to 15:00`; seconds where a minute would be too coarse, both days where they differ.
    public static String range(Instant from, Instant to, ZoneId zone) {
        var start = from.atZone(zone);
        var end = to.atZone(zone);
        boolean fine = !whole(start) || !whole(end);
        var clock = fine ? SECONDS : CLOCK;
        var until = start.toLocalDate().equals(end.toLocalDate()) ? "" : DAY.format(end) + ", ";
        return DAY.format(start) + ", " + clock.format(start) + " to " + until + clock.format(end);
    }

    /// The last six characters; the whole is what Copy gives.
    public static String shortId(String id) {
        return id.length() <= 6 ? id : "…" + id.substring(id.length() - 6);
    }

    /// Cuts in the middle, since names differ at both ends; for canvases (tables elide by themselves).
    public static String elide(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int head = most / 2;
        return text.substring(0, head) + "…" + text.substring(text.length() - (most - head - 1));
    }

    static String grouped(BigDecimal dollars) {
        return String.format(Locale.ROOT, "$%,." + Math.max(0, dollars.scale()) + "f", dollars);
    }

    private static String longer(long seconds) {
        if (seconds < 3_600) {
            return String.format(Locale.ROOT, "%d m %02d s", seconds / 60, seconds % 60);
        }
        return seconds < 86_400
                ? String.format(Locale.ROOT, "%d h %02d m", seconds / 3_600, seconds / 60 % 60)
                : String.format(Locale.ROOT, "%d d %02d h", seconds / 86_400, seconds / 3_600 % 24);
    }

    private static boolean whole(ZonedDateTime time) {
        return time.truncatedTo(ChronoUnit.MINUTES).equals(time);
    }

    private static String minus(String number) {
        return number.startsWith("-") ? "−" + number.substring(1) : number;
    }
}
