package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Days and hours begin by the billing zone's clock, on the days it is changed too.
class BucketsTest {
    @ParameterizedTest
    @CsvSource({"Europe/Berlin, 2026-03-29, 23", "Europe/Berlin, 2026-10-25, 25", "America/New_York, 2026-03-08, 23",
            "America/New_York, 2026-11-01, 25", "Asia/Kathmandu, 2026-03-29, 24", "UTC, 2026-03-29, 24"})
    void aDayHasItsHours(String zone, LocalDate day, int hours) {
        var buckets = new Buckets(ZoneId.of(zone));
        var begin = day.atStartOfDay(ZoneId.of(zone)).toInstant();
        long start = Buckets.minute(begin);
        for (int minute = 0; minute < hours * 60; minute++) {
            assertEquals(start, buckets.day(Buckets.instant(start + minute)));
            assertEquals(start + minute / 60 * 60L, buckets.hour(Buckets.instant(start + minute)));
        }
        long next = start + hours * 60L;
        assertEquals(next, buckets.day(Buckets.instant(next)));
        assertEquals(start, buckets.day(Buckets.instant(next - 1)));
        assertEquals(next, buckets.ceil(SpendQuery.Step.DAY, begin.plusSeconds(1)));
        assertEquals(start, buckets.ceil(SpendQuery.Step.DAY, begin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Asia/Kathmandu"})
    void everyMinuteOfAYearFallsIntoOneBucketThatBeganBeforeIt(String zone) {
        var buckets = new Buckets(ZoneId.of(zone));
        for (var length : new Duration[] {Duration.ofMinutes(5), Duration.ofHours(6), Duration.ofDays(1),
                Duration.ofDays(7)}) {
            long before = Long.MIN_VALUE;
            for (long minute = Buckets.minute(Instant.parse("2026-01-01T00:00:00Z")),
                    end = minute + 525_600; minute < end; minute += 15) {
                long bucket = buckets.bucket(length, minute);
                assertTrue(bucket <= minute && bucket >= before, "buckets are in order");
                assertEquals(bucket, buckets.bucket(length, bucket), "a bucket's first minute is its own");
                before = bucket;
            }
        }
    }

    @Test
    void shortBucketsBeginAtLocalMidnightAndWeeksOnAMonday() {
        var buckets = new Buckets(ZoneId.of("Asia/Kathmandu"));
        var noon = ZonedDateTime.parse("2026-11-19T12:34:00+05:45[Asia/Kathmandu]").toInstant();
        assertEquals(Instant.parse("2026-11-19T06:15:00Z"),
                Buckets.instant(buckets.bucket(Duration.ofHours(6), Buckets.minute(noon))));
        assertEquals(Instant.parse("2026-11-15T18:15:00Z"),
                Buckets.instant(buckets.bucket(Duration.ofDays(7), Buckets.minute(noon))));
    }
}
