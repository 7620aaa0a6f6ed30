package dev.tollgate.console.shots;

import dev.tollgate.gateway.entry.Ids;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A call that still runs at the moment of the picture.
///
/// @param waits until its first token, in milliseconds
/// @param speed tokens a second afterwards
/// @param queued it has not been sent yet
record InFlight(String id, Desk desk, Instant started, long input, int waits, int speed, boolean queued) {
    /// In the order they began.
    static List<InFlight> of(Situation situation, List<Desk> desks) {
        var random = new SplittableRandom(9);
        int count = switch (situation) {
            case EMPTY -> 0;
            case TYPICAL -> 4;
            case INCIDENT -> 11;
            case HUGE -> 2_000;
        };
        var calls = new ArrayList<InFlight>();
        for (int i = 0; i < count; i++) {
            boolean loop = situation == Situation.INCIDENT && i % 2 == 0;
            var desk = loop
                    ? desks.getFirst()
                    : desks.get(situation == Situation.HUGE
                            ? random.nextInt(desks.size())
                            : i % 4);
            long age = loop ? 3_000 + random.nextInt(64_000) : 400 + random.nextInt(12_000);
            long input = (long) (Math.min(desk.fresh(), 6_000) * (0.6 + 0.8 * random.nextDouble()));
            calls.add(new InFlight(Ids.of(Story.NOW.minusMillis(age), i * 7_919L), desk, Story.NOW.minusMillis(age),
                    input, 600 + random.nextInt(1_500), 24 + random.nextInt(50), i % 9 == 8));
        }
        calls.sort(Comparator.comparing(InFlight::started));
        return calls;
    }

    long output(Instant now) {
        long running = Duration.between(started, now).toMillis() - waits;
        return Math.clamp(running * speed / 1_000, 0, 4_000);
    }

    /// Estimated pico-dollars so far; -1 where the model has no price.
    long picos(Instant now) {
        return switch (desk.target().model()) {
            case "gpt-5" -> input * 300_000 + output(now) * 10_000_000;
            case "gpt-5-mini" -> input * 100_000 + output(now) * 2_000_000;
            case "qwen3:4b" -> 0;
            default -> -1;
        };
    }

    /// Pico-dollars it may cost at most.
    long most() {
        return Math.max(0, picos(started)) + 2_000L * (desk.target().model().equals("gpt-5") ? 10_000_000 : 2_000_000);
    }

    Attribution who() {
        var values = new EnumMap<Dimension, String>(Dimension.class);
        values.putAll(desk.who());
        values.put(Dimension.KEY, desk.key());
        values.put(Dimension.THREAD, id.substring(id.length() - 4));
        return new Attribution(values, List.of(), Map.of());
    }
}
