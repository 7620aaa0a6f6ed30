package dev.tollgate.console.live;

import dev.tollgate.console.chart.Values;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.config.Budget;
import java.time.Duration;
import java.util.Optional;

/// What the six tiles say. Immutable.
record Figures(Spend spend, Burn burn, Velocity velocity, Trouble trouble, Optional<Tight> tightest,
        Providers providers) {
    /// Settled today, held for running calls, and how many calls have no price.
    ///
    /// @param zone of the day where it is not the zone on the clock, else empty
    record Spend(long picos, long reserved, long unpriced, String zone) {}

    /// Money of the last 60 s as an hour.
    ///
    /// @param usualPicosPerHour NaN while there is nothing to compare with
    /// @param unpriced tokens flow and none of them has a price
    record Burn(long picosPerHour, double factor, double usualPicosPerHour, boolean hot, boolean unpriced) {}

    /// Tokens of the last 60 s.
    record Velocity(long input, long output, Values spark) {}

    /// Of the last 5 minutes; shares from 0 to 1.
    record Trouble(long requests, long errors, long fallbacks, long billedTokens) {}

    /// The budget that will be used up first, whatever it counts.
    ///
    /// @param unit of the amounts
    /// @param projected at the end of its window as the engine has it, 0 where that cannot be said
    /// @param refusing something may be left, but less than the last call asked for
    record Tight(String name, String subject, Budget.Unit unit, String window, long settled, long reserved,
            long projected, long limit, boolean blocked, boolean refusing, String ends) {
        private static final long THOUSAND = 1_000_000_000_000_000L;

        /// An amount without its unit: `$9.10`, `12.4k`, `40`.
        String say(long amount) {
            return switch (unit) {
                case USD -> Money.sum(amount);
                case TOKENS -> Format.tokens((double) amount);
                case REQUESTS -> Format.count(amount);
            };
        }

        /// In whole dollars from a thousand on: for a narrow tile.
        String brief(long amount) {
            return unit == Budget.Unit.USD && amount >= THOUSAND
                    ? "$" + Format.count(Math.round(amount / (THOUSAND / 1e3)))
                    : say(amount);
        }

        /// Whose counter it is: of a budget for each key that is the key.
        String who() {
            return subject.isEmpty() ? name : subject;
        }

        /// What is counted, where the amounts do not show it: empty for money.
        String counted() {
            return unit == Budget.Unit.USD ? "" : " " + unit.word();
        }
    }

    /// Providers by their worst target.
    ///
    /// @param unused configured and not called since the start
    /// @param first name of one that rests
    record Providers(int ok, int resting, int probing, int unused, String first, Duration comesBack) {}
}
