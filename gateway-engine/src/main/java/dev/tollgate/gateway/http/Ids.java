package dev.tollgate.gateway.http;

import dev.tollgate.gateway.time.Time;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Makes request ids that sort by time: `req_`, 13 characters of a rising clock, 12 of chance. Thread-safe as far as
/// the chance given to [#next] is the caller's own.
public final class Ids {
    private static final byte[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final int CLOCK = 13;
    private static final int CHANCE = 12;

    private final Time time;
    private final AtomicLong last = new AtomicLong();

    public Ids(Time time) {
        this.time = time;
    }

    /// Milliseconds with 16 bits behind them, in which ids of one millisecond rise.
    public String next(RandomGenerator random) {
        long now = time.instant().toEpochMilli() << 16;
        long clock = last.updateAndGet(before -> Math.max(before + 1, now));
        byte[] id = {'r', 'e', 'q', '_', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        digits(id, 4, CLOCK, clock);
        digits(id, 4 + CLOCK, CHANCE, random.nextLong());
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] id, int from, int count, long value) {
        long rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            id[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
    }
}
