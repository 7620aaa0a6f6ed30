package dev.tollgate.console.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.chart.ChartData.Kind;
import dev.tollgate.console.chart.ChartData.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScaleTicksBucketsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final ZoneId OFFICE = ZoneId.of("Europe/Berlin");

    @Test
    void aScaleGoesThereAndBack() {
        var scale = new Scale(0, 400, 158, 16);
        assertEquals(158, scale.at(0.0));
        assertEquals(16, scale.at(400.0));
        assertEquals(123.4, scale.back(scale.at(123.4)), 1e-9);
        assertEquals(0.5, new Scale(0, 1, 0, 10).crisp(0.0));
    }

    @Test
    void aScaleOfNothingDoesNotDivideByIt() {
        assertTrue(Double.isFinite(new Scale(5, 5, 0, 10).at(5.0)));
    }

    @Test
    void valueTicksAreRoundAndFew() {
        assertEquals(List.of(0.0, 100_000.0, 200_000.0, 300_000.0, 400_000.0), Ticks.values(334_000));
        assertEquals(List.of(0.0, 1.0, 2.0, 3.0), Ticks.values(2.9));
        assertEquals(0.0, Ticks.values(0).getFirst());
        IntStream.range(1, 2_000).forEach(most -> {
            var ticks = Ticks.values(most);
            assertTrue(ticks.size() <= 5 && ticks.getLast() >= most, most + ": " + ticks);
        });
    }

    @Test
    void timeTicksStandOnRoundTimesOfTheZone() {
        var ticks = Ticks.times(NOON.plusSeconds(131), NOON.plusSeconds(1_031), 8, OFFICE);
        assertEquals(Instant.parse("2026-11-21T12:04:00Z"), ticks.getFirst());
        assertEquals(Duration.ofMinutes(2), Duration.between(ticks.get(0), ticks.get(1)));
        var hours = Ticks.times(NOON, NOON.plus(Duration.ofHours(24)), 12, ZoneId.of("Asia/Kathmandu"));
        assertEquals(Instant.parse("2026-11-21T12:15:00Z"), hours.getFirst());
    }

    @Test
    void dayLinesStandAtBillingMidnight() {
        var midnights = Ticks.midnights(NOON, NOON.plus(Duration.ofDays(2)), ZoneId.of("UTC"));
        assertEquals(
                List.of(Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z")), midnights);
        var autumn = Instant.parse("2026-10-24T12:00:00Z");
        assertEquals(
                Instant.parse("2026-10-25T23:00:00Z"),
                Ticks.midnights(autumn, autumn.plus(Duration.ofDays(2)), OFFICE).getLast());
    }

    @Test
    void aColumnKeepsItsLowestAndHighest() {
        var columns = Buckets.columns(Values.of(1, 9, 2, Double.NaN, Double.NaN, Double.NaN, 4, 4, 4), 9, 3);
        assertEquals(new Buckets.Column(0, 1, 9, 2, false), columns.get(0));
        assertTrue(columns.get(1).gap());
        assertEquals(4, columns.get(2).low());
        assertEquals(900, Buckets.columns(Values.of(900, i -> i), 900, 1_400).size());
    }

    @Test
    void blindIsWhereNobodyKnows() {
        var data = data(Kind.LEVEL, Values.of(1, Double.NaN, Double.NaN, 1), Values.of(1, 2, Double.NaN, 1));
        var runs = Buckets.blind(data);
        assertEquals(1, runs.size());
        assertEquals(2, runs.getFirst()[0]);
        assertEquals(3, runs.getFirst()[1]);
    }

    @Test
    void flowsStackAndLevelsDoNot() {
        var a = Values.of(1, 5, 1);
        var b = Values.of(2, Double.NaN, 3);
        assertEquals(5, Buckets.most(data(Kind.FLOW, a, b)));
        assertEquals(4, Buckets.most(data(Kind.FLOW, Values.of(1), Values.of(3))));
        assertEquals(3, Buckets.most(data(Kind.LEVEL, Values.of(1), Values.of(3))));
        assertEquals(1, Buckets.part(data(Kind.FLOW, a, b), 0, 1.5));
        assertEquals(-1, Buckets.part(data(Kind.FLOW, a, b), 0, 3.5));
    }

    @Test
    void momentsFindTheirBucketAndStayInside() {
        var data = data(Kind.FLOW, Values.of(1, 2, 3));
        assertEquals(1, Buckets.index(data, NOON.plusSeconds(60)));
        assertEquals(0, Buckets.index(data, NOON.minusSeconds(1)));
        assertEquals(2, Buckets.index(data, NOON.plusSeconds(999)));
    }

    @Test
    void sixAndOthersKeepTheSum() {
        var many = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> new Series("s" + i, i > 6 ? 0 : i, Values.of(i, Double.NaN)))
                .toList();
        var shown = new ChartData(many, NOON, NOON.plusSeconds(120), Duration.ofMinutes(1), Kind.FLOW, List.of())
                .sixAndOthers();
        assertEquals(7, shown.series().size());
        assertEquals("3 others", shown.series().getLast().name());
        assertEquals(6, shown.series().getLast().values().at(0));
        assertEquals("s4", shown.series().getFirst().name());
    }

    @Test
    void labelsNeverTouchAndStayInside() {
        var own = List.of(157.0, 156.0, 158.0, 155.0, 20.0);
        var heights = Labels.spread(own, 20, 158);
        var sorted = heights.stream().sorted().toList();
        for (int i = 1; i < sorted.size(); i++) {
            assertTrue(sorted.get(i) - sorted.get(i - 1) >= Labels.LINE - 1e-9, heights.toString());
        }
        assertEquals(20, heights.get(4));
        assertEquals(158, sorted.getLast());
    }

    @Test
    void anEmptyRangeIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ChartData(List.of(), NOON, NOON, Duration.ofMinutes(1), Kind.FLOW, List.of()));
    }

    private static ChartData data(Kind kind, Values... values) {
        var series = IntStream.range(0, values.length)
                .mapToObj(i -> new Series("s" + i, i + 1, values[i]))
                .toList();
        int size = values[0].size();
        return new ChartData(
                series, NOON, NOON.plus(Duration.ofMinutes(size)), Duration.ofMinutes(1), kind, List.of());
    }
}
