package dev.tollgate.gateway.alarm;

import java.util.Arrays;
import java.util.OptionalLong;

/// The windows of one subject in which something happened, in order of time.
final class Past {
    static final int LEAST = 5;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final int WEEK = 7;
    private static final int DAYS = 2 * WEEK;

    private final long windowMillis;
    private long[] windows = new long[64];
    private long[] values = new long[64];
    private int count;

    Past(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    /// Adds a window that begins at this moment; they come in order.
    void add(long startMillis, long value) {
        if (count == windows.length) {
            windows = Arrays.copyOf(windows, count * 2);
            values = Arrays.copyOf(values, count * 2);
        }
        windows[count] = startMillis;
        values[count++] = value;
    }

    int size() {
        return count;
    }

    long start(int i) {
        return windows[i];
    }

    long value(int i) {
        return values[i];
    }

    /// What is usual at this moment: the same hour of the week in the last 14 days with an hour on either side, else the
    /// same hour of any day, else whatever is known, from five windows on.
    OptionalLong usual(long millis) {
        var sameWeek = new Quartile();
        long hour = millis / HOUR * HOUR;
        for (int day = WEEK; day <= DAYS; day += WEEK) {
            collect(hour - day * DAY, sameWeek, millis);
        }
        if (sameWeek.count() >= LEAST) {
            return sameWeek.get();
        }
        var sameHour = new Quartile();
        for (int day = 0; day <= DAYS; day++) {
            collect(hour - day * DAY, sameHour, millis);
        }
        if (sameHour.count() >= LEAST) {
            return sameHour.get();
        }
        var all = new Quartile();
        between(millis - DAYS * DAY, millis - windowMillis + 1, all);
        int oldest = first(millis - DAYS * DAY);
        boolean known = oldest < count && millis - windows[oldest] >= LEAST * windowMillis;
        return known ? all.get() : OptionalLong.empty();
    }

    private void collect(long hour, Quartile into, long now) {
        between(hour - HOUR, Math.min(hour + 2 * HOUR, now - windowMillis + 1), into);
    }

    private void between(long from, long to, Quartile into) {
        for (int i = first(from); i < count && windows[i] < to; i++) {
            into.add(values[i]);
        }
    }

    /// The place of the first window that begins at this moment or later.
    private int first(long millis) {
        int at = Arrays.binarySearch(windows, 0, count, millis);
        return at >= 0 ? at : -at - 1;
    }
}
