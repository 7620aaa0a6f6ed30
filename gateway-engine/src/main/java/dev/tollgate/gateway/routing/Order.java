package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Policy.Strategy;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.RouteType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Puts targets in the order of their route's policy. Credentials of one target stay together; backups stand behind the
/// others whatever the strategy. For one plan.
final class Order {
    private static final double MILLION = 1e6;

    private final Strategy strategy;
    private final Health health;
    private final Outlook outlook;

    /// A target with its credentials.
    private record Rung(List<Choice> twins, double rank, String why) {
        Target target() {
            return twins.getFirst().target();
        }

        boolean isBackup() {
            return target().type() == RouteType.BACKUP;
        }
    }

    Order(Strategy strategy, Health health, Outlook outlook) {
        this.strategy = strategy;
        this.health = health;
        this.outlook = outlook;
    }

    List<Choice> of(List<Choice> choices) {
        if (strategy == Strategy.FALLBACK) {
            return choices;
        }
        var rungs = rungs(choices);
        rungs.sort(Comparator.comparing(Rung::isBackup).thenComparingDouble(Rung::rank)); // stable
        var ordered = new ArrayList<Choice>(choices.size());
        for (var rung : rungs) {
            for (var twin : rung.twins) {
                boolean first = twin.equals(rung.twins.getFirst());
                ordered.add(first ? twin.because(rung.isBackup() ? "backup; " + rung.why : rung.why) : twin);
            }
        }
        return ordered;
    }

    private List<Rung> rungs(List<Choice> choices) {
        var rungs = new ArrayList<Rung>();
        for (int from = 0; from < choices.size();) {
            int to = from + 1;
            while (to < choices.size() && choices.get(to).target().equals(choices.get(from).target())) {
                to++;
            }
            rungs.add(ranked(choices.subList(from, to)));
            from = to;
        }
        return rungs;
    }

    private Rung ranked(List<Choice> twins) {
        var first = twins.getFirst();
        return switch (strategy) {
            case FALLBACK -> new Rung(twins, 0, first.reason());
            case WEIGHTED -> drawn(twins);
            case CHEAPEST -> priced(twins);
            case FASTEST -> timed(twins);
            case LEAST_BUSY -> {
                long running = twins.stream().mapToLong(twin -> health.running(twin.id())).sum();
                yield new Rung(twins, running, "least busy first: " + running + " running");
            }
        };
    }

    /// Each waits a time that is exponentially distributed by its weight, and who is first is chosen: the first is then
    /// drawn by weight, the second of those that are left, and so on (Efraimidis and Spirakis, 2006).
    private Rung drawn(List<Choice> twins) {
        int weight = twins.getFirst().target().weight();
        double wait = weight == 0 ? Double.MAX_VALUE : -Math.log(1 - outlook.chance()) / weight;
        return new Rung(twins, wait,
                weight == 0 ? "weight 0: only when the others cannot" : "drawn with weight " + weight);
    }

    private Rung priced(List<Choice> twins) {
        var likely = outlook.likely(twins.getFirst());
        return likely.isPresent()
                ? new Rung(twins, likely.getAsLong(), "cheapest first: about $" + Picos.usd(likely.getAsLong()))
                : new Rung(twins, Double.MAX_VALUE, "cheapest first: it has no price");
    }

    /// What was not measured of late is tried by one call, and meanwhile stands behind the others.
    private Rung timed(List<Choice> twins) {
        var measured = twins.stream().map(twin -> health.firstToken(twin.id())).filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble).min();
        if (measured.isPresent()) {
            return new Rung(twins, measured.getAsDouble(),
                    String.format(Locale.ROOT, "fastest first: %.0f ms to the first token",
                            measured.getAsDouble() / MILLION));
        }
        boolean asked = twins.stream().anyMatch(twin -> health.running(twin.id()) > 0);
        return new Rung(twins, asked ? Double.MAX_VALUE : -1, "fastest first: not measured of late");
    }

    /// Moves the target that a caller stays with to the front; one that may not be asked now is not waited for.
    static List<Choice> sticky(List<Choice> choices, Optional<Pin> pin) {
        if (pin.isEmpty()) {
            return choices;
        }
        var by = pin.get().target();
        var own = choices.stream().filter(choice -> choice.id().equals(by)).toList();
        var twins = choices.stream()
                .filter(choice -> !choice.id().equals(by) && choice.id().provider().equals(by.provider())
                        && choice.id().model().equals(by.model()))
                .toList();
        if (own.isEmpty() && twins.isEmpty()) {
            return choices;
        }
        var ordered = new ArrayList<>(own);
        ordered.addAll(twins);
        ordered.set(0, ordered.getFirst().because(pin.get().words()));
        choices.stream().filter(choice -> !own.contains(choice) && !twins.contains(choice)).forEach(ordered::add);
        return ordered;
    }
}
