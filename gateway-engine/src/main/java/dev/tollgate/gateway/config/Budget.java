package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A cap over a scope and a window.
///
/// @param limit in the unit's own measure: pico-dollars, tokens or requests; more than 0
/// @param steps what happens at which share of the limit, lowest first
/// @param exempt traffic that no block step stops; it counts all the same
/// @param strict the hold counts a token for each byte of input, so that overspend is impossible
public record Budget(String name, Scope scope, Window window, Unit unit, long limit, List<Step> steps,
        Set<Traffic> exempt, boolean strict) {
    /// What a budget does that says nothing else.
    public static final List<Step> BLOCK_AT_FULL = List.of(new Step(100, Action.BLOCK));

    public Budget {
        steps = steps.stream().sorted((a, b) -> Integer.compare(a.share, b.share)).toList();
        exempt = Set.copyOf(exempt);
    }

    /// How long a cap counts before it starts anew.
    public sealed interface Window {
        /// As configurations spell it: `day`, `5h`.
        String text();

        /// The inverse of [#text]; zero is no window.
        static Optional<Window> parse(String text) {
            return Word.parse(Calendar.class, text).<Window>map(word -> word)
                    .or(() -> Durations.parse(text).filter(Duration::isPositive).map(Every::new));
        }
    }

    /// Stretches of the billing zone's calendar; weeks begin on Monday. `TOTAL` never ends.
    public enum Calendar implements Window, Word {
        HOUR,
        DAY,
        WEEK,
        MONTH,
        TOTAL;

        @Override
        public String text() {
            return word();
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Word::word).toList();
        }
    }

    /// Stretches of equal length, counted from 1970-01-01T00:00:00Z.
    public record Every(Duration length) implements Window {
        @Override
        public String text() {
            return Durations.print(length);
        }
    }

    /// What is counted.
    public enum Unit implements Word {
        USD,
        TOKENS,
        REQUESTS
    }

    /// @param share percent of the limit, 1 to 100
    public record Step(int share, Action action) {}

    /// What a step does: tell once in each window, or refuse what would pass its share.
    public enum Action implements Word {
        NOTIFY,
        BLOCK
    }

    /// A cap in pico-dollars that blocks when it is full and does nothing before.
    public static Budget usd(String name, Scope scope, Window window, long picos) {
        return new Budget(name, scope, window, Unit.USD, picos, BLOCK_AT_FULL, Set.of(), false);
    }

    public Budget withLimit(Unit nextUnit, long nextLimit) {
        return new Budget(name, scope, window, nextUnit, nextLimit, steps, exempt, strict);
    }

    public Budget withSteps(List<Step> next) {
        return new Budget(name, scope, window, unit, limit, next, exempt, strict);
    }

    public Budget withExempt(Set<Traffic> next) {
        return new Budget(name, scope, window, unit, limit, steps, next, strict);
    }

    public Budget withStrict(boolean next) {
        return new Budget(name, scope, window, unit, limit, steps, exempt, next);
    }

    /// The most that calls may use together; empty where no step blocks.
    public Optional<Long> cap() {
        for (Step step : steps) {
            if (step.action == Action.BLOCK) {
                return Optional.of(at(step.share));
            }
        }
        return Optional.empty();
    }

    /// This share of the limit, rounded down.
    public long at(int share) {
        return limit / 100 * share + limit % 100 * share / 100;
    }
}
