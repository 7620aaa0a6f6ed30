package dev.tollgate.gateway.entry;

import dev.tollgate.gateway.time.Time;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Makes request ids that sort by time: `req_`, 13 characters of a rising clock, 12 of chance. Thread-safe as far as
/// the chance given to [#next] is the caller's own.
public final class Ids {
    /// The most that ids run ahead of a clock that was set back, to go on rising; further, they follow it.
    public static final Duration AHEAD = Duration.ofSeconds(1);

    private static final String PREFIX = "req_";
    private static final String VALUES = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final byte[] START = PREFIX.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = VALUES.getBytes(StandardCharsets.US_ASCII);
    private static final int CLOCK = 13;
    private static final int CHANCE = 12;
    /// No id was made before, or will be after: what looks like one by chance.
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    private final Time time;
    private final AtomicLong last = new AtomicLong();

    public Ids(Time time) {
        this.time = time;
    }

    /// Milliseconds with 16 bits behind them, in which ids of one millisecond rise.
    public String next(RandomGenerator random) {
        long now = time.instant().toEpochMilli() << 16;
        long clock =
                last.updateAndGet(before -> before - now < AHEAD.toMillis() << 16 ? Math.max(before + 1, now) : now);
        return of(clock, random.nextLong());
    }

    /// The id of a call that is not of this moment: generated, or of before.
    ///
    /// @param chance what tells it from others of the same millisecond
    public static String of(Instant made, long chance) {
        return of(made.toEpochMilli() << 16, chance);
    }

    private static String of(long clock, long chance) {
        byte[] id = Arrays.copyOf(START, START.length + CLOCK + CHANCE);
        digits(id, START.length, CLOCK, clock);
        digits(id, START.length + CLOCK, CHANCE, chance);
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    /// When an id was made, in whole milliseconds; empty where it is none of ours.
    public static Optional<Instant> made(String id) {
        if (id.length() != PREFIX.length() + CLOCK + CHANCE || !id.startsWith(PREFIX)) {
            return Optional.empty();
        }
        long clock = 0;
        for (int i = 0; i < CLOCK; i++) {
            int digit = VALUES.indexOf(id.charAt(PREFIX.length() + i));
            if (digit < 0) {
                return Optional.empty();
            }
            clock = clock << 5 | digit;
        }
        return Optional.of(Instant.ofEpochMilli(clock >>> 16)).filter(at -> at.isAfter(FIRST) && at.isBefore(LAST));
    }

    private static void digits(byte[] id, int from, int count, long value) {
        long rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            id[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
    }
}
