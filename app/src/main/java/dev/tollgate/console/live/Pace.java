package dev.tollgate.console.live;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How fast something is used now, against its own usual: the minutes before the last one, and what was used before
/// anybody watched, as far as that is recorded. Immutable.
///
/// @param perMinute amount of the last 60 s
/// @param usual mean a minute before that, minutes far above the middle one left out; NaN without enough history, 0 where
///   there was none
/// @param recent rate a minute that is compared with the usual
/// @param surge rate a minute of the last 5 s, so that a rise is seen before the minute is over
record Pace(long perMinute, double usual, double recent, double surge, Trend trend) {
    static final int MINUTE = 60;
    private static final int LEAST_KNOWN = 30;
    private static final int LEAST_RECENT = 15;
    private static final int LEAST_MINUTES = 3;
    private static final int SURGE = 5;
    private static final double FAR = 3;
    private static final double SUDDEN = 5;
    private static final double COOL = 2;

    /// Where it is going.
    enum Trend {
        RISING,
        FALLING,
        LEVEL,
        NONE
    }

    /// @param perSecond the newest last
    /// @param known how many of the last seconds were watched
    static Pace of(long[] perSecond, int known) {
        return of(perSecond, known, Double.NaN);
    }

    /// @param before mean a minute of the time before it was watched; NaN where nothing is recorded
    static Pace of(long[] perSecond, int known, double before) {
        int seen = Math.min(known, perSecond.length);
        long minute = over(perSecond, 0, Math.min(MINUTE, perSecond.length));
        double surge = (double) over(perSecond, 0, Math.min(SURGE, perSecond.length)) * MINUTE / SURGE;
        boolean told = before >= 0 && seen < perSecond.length;
        if (seen < LEAST_KNOWN && !told) {
            return new Pace(minute, Double.NaN, minute, surge, trend(perSecond, minute));
        }
        int now = seen >= 3 * MINUTE ? MINUTE : told ? Math.clamp(seen, LEAST_RECENT, MINUTE) : seen / 3;
        double recent = (double) over(perSecond, 0, now) * MINUTE / now;
        int watched = Math.max(0, seen - now);
        int recorded = told ? perSecond.length - now - watched : 0;
        double usual =
                (calm(perSecond, now, watched) * watched + (told ? before * recorded : 0)) / (watched + recorded);
        return new Pace(minute, Math.max(0, usual), recent, surge, trend(perSecond, minute));
    }

    /// Mean a minute: a runaway that has ended must not hide the next one.
    private static double calm(long[] perSecond, int from, int seconds) {
        int minutes = seconds / MINUTE;
        if (minutes < LEAST_MINUTES) {
            return seconds == 0 ? 0 : (double) over(perSecond, from, from + seconds) * MINUTE / seconds;
        }
        var sums = IntStream.range(0, minutes)
                .mapToLong(i -> over(perSecond, from + i * MINUTE, from + (i + 1) * MINUTE)).sorted().toArray();
        long middle = sums[minutes / 2];
        return Arrays.stream(sums).filter(sum -> middle == 0 || sum <= FAR * middle).average().orElse(0);
    }

    /// NaN where there is no usual to compare with.
    double factor() {
        return usual > 0 ? recent / usual : Double.NaN;
    }

    /// Far above usual, and more than a trifle.
    ///
    /// @param already it was hot before: it cools later than it heats
    boolean isHot(double trifle, boolean already) {
        if (!(usual > 0) || Math.max(recent, surge) < trifle) {
            return false;
        }
        boolean sudden = surge >= SUDDEN * usual && recent >= 1.25 * usual;
        return sudden || recent >= (already ? COOL : FAR) * usual;
    }

    /// What goes beyond the usual, a minute.
    double excess() {
        return Math.max(recent, surge) - (usual > 0 ? usual : 0);
    }

    private static Trend trend(long[] perSecond, long minute) {
        if (minute <= 0 || perSecond.length < MINUTE) {
            return Trend.NONE;
        }
        double late = over(perSecond, 0, MINUTE / 2);
        double early = over(perSecond, MINUTE / 2, MINUTE);
        if (late > 1.5 * early) {
            return Trend.RISING;
        }
        return early > 1.5 * late ? Trend.FALLING : Trend.LEVEL;
    }

    /// Sum from `near` seconds ago back to `far` seconds ago.
    private static long over(long[] perSecond, int near, int far) {
        return Arrays.stream(perSecond, Math.max(0, perSecond.length - far), perSecond.length - near).sum();
    }
}
