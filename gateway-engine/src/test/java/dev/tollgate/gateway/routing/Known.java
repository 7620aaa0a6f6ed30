package dev.tollgate.gateway.routing;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/// A moment as a test wants it.
final class Known implements Outlook {
    final Map<String, Long> prices = new HashMap<>();
    final Map<String, Integer> budgets = new HashMap<>();
    final SplittableRandom random = new SplittableRandom(1);
    ZonedDateTime now = ZonedDateTime.of(2026, 11, 20, 12, 0, 0, 0, ZoneOffset.UTC); // a Friday
    Complexity complexity = new Complexity(0, List.of(), false);

    @Override
    public OptionalLong likely(Choice choice) {
        var picos = prices.get(choice.id().label());
        return picos == null ? OptionalLong.empty() : OptionalLong.of(picos);
    }

    @Override
    public Map<String, Integer> budgets() {
        return budgets;
    }

    @Override
    public ZonedDateTime now() {
        return now;
    }

    @Override
    public Complexity complexity() {
        return complexity;
    }

    @Override
    public double chance() {
        return random.nextDouble();
    }
}
