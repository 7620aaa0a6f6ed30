package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.term.Picos;
import java.util.OptionalLong;

/// From which value on a rule fires, in its kind's measure.
///
/// @param value `Long.MAX_VALUE` where too little is known
record Limit(long value, OptionalLong usual) {
    /// Times usual, but never under the floor and never over the ceiling. Where usual is unknown the ceiling decides, or
    /// the floor where there is none.
    static Limit of(AlarmRule rule, OptionalLong usual) {
        if (rule.kind() == Kind.LOOP) {
            return new Limit(rule.repeats(), usual);
        }
        long most = rule.ceiling().orElse(Long.MAX_VALUE);
        if (rule.factor().isPresent() && usual.isPresent()) {
            double times = rule.factor().getAsDouble() * usual.getAsLong();
            long least = rule.floor().orElse(quiet(rule.kind()));
            return new Limit(Math.min(most, Math.max(least, (long) Math.min(times, Long.MAX_VALUE / 4.0))), usual);
        }
        if (rule.ceiling().isPresent()) {
            return new Limit(most, usual);
        }
        return new Limit(rule.floor().orElse(Long.MAX_VALUE), usual);
    }

    /// What a rule without a floor lets pass: many times next to nothing is still nothing.
    private static long quiet(Kind kind) {
        return switch (kind.measure()) {
            case TOKENS -> 1_000;
            case PICOS -> Picos.PER_USD / 100;
            case MILLIONTHS -> 50_000;
            case REPEATS, REQUESTS -> 3;
        };
    }

    boolean isPassed(long amount) {
        return amount > 0 && amount >= value;
    }

    /// Well beyond the limit, or beyond the ceiling.
    Severity severity(AlarmRule rule, long amount) {
        boolean far = amount / 2 >= value || (rule.ceiling().isPresent() && rule.factor().isPresent()
                && amount >= rule.ceiling().getAsLong());
        return far ? Severity.CRITICAL : Severity.WARNING;
    }
}
