package dev.tollgate.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.gateway.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which events are marks above the chart.
class HappeningsTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private final Happenings happenings = new Happenings();

    private void rests(String target, long second, long seconds) {
        var at = START.plusSeconds(second);
        happenings.heard(new Event.TargetRests(at, target, at.plusSeconds(seconds), "it does not answer"));
    }

    private List<String> marks() {
        return happenings.until(START.plus(Duration.ofMinutes(14))).stream()
                .map(mark -> Duration.between(START, mark.at()).toSeconds() + " " + mark.text()).toList();
    }

    @Test
    void anOutageIsOneMarkAtItsBeginningHoweverOftenTheTargetRests() {
        for (int i = 0; i < 20; i++) {
            rests("a/m", i * 12L, 10);
        }
        rests("b/m", 100, 10);
        rests("a/m", 240, 0);
        assertEquals(List.of("0 a/m rests", "100 b/m rests"), marks());
        rests("a/m", 420, 10);
        assertEquals(List.of("0 a/m rests", "100 b/m rests", "420 a/m rests"), marks(), "another outage");
    }

    @Test
    void aLongRestIsTheSameOutageAsTheNext() {
        rests("a/m", 0, 300);
        rests("a/m", 310, 300);
        assertEquals(List.of("0 a/m rests"), marks());
    }

    @Test
    void whatIsHeardTwiceWithinSecondsIsOneMark() {
        happenings.heard(new Event.Acted(START, "console", "pause", "web"));
        happenings.heard(new Event.Acted(START.plusSeconds(5), "console", "pause", "web"));
        happenings.heard(new Event.Acted(START.plusSeconds(30), "console", "pause", "web"));
        assertEquals(List.of(ChartData.Sign.ACTION, ChartData.Sign.ACTION),
                happenings.until(START.plusSeconds(60)).stream().map(ChartData.Marker::sign).toList());
    }
}
