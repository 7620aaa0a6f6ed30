package dev.tollgate.gateway.request;

import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Complexity;
import dev.tollgate.gateway.routing.Outlook;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.wire.Ask;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// What is known of one call when its targets are chosen; each thing is found out when it is first asked for. For one
/// thread.
final class Moment implements Outlook {
    /// Tokens that an answer is taken to have where only its price is compared; few are longer.
    private static final long ANSWER = 1_000;

    private final Setup setup;
    private final Ask ask;
    private final Attribution who;
    private final Admission admission;
    private final Instant at;
    private final DoubleSupplier chance;
    private @Nullable Complexity complexity;
    private @Nullable Map<String, Integer> budgets;

    Moment(Setup setup, Ask ask, Attribution who, Admission admission, Instant at, DoubleSupplier chance) {
        this.setup = setup;
        this.ask = ask;
        this.who = who;
        this.admission = admission;
        this.at = at;
        this.chance = chance;
    }

    @Override
    public OptionalLong likely(Choice choice) {
        long input = Estimator.tokens(ask.inputBytes());
        long output = ask.endpoint().writes() ? Math.min(ANSWER, ask.maxOutput().orElse(ANSWER)) : 0;
        long picos = setup.prices().rates(choice.id(), choice.provider().free(), input, at).picos(input, output);
        return picos < 0 ? OptionalLong.empty() : OptionalLong.of(picos);
    }

    @Override
    public Map<String, Integer> budgets() {
        var known = budgets;
        if (known == null) {
            known = admission.used(setup.config().budgets(), setup.config().billingZone(), who);
            budgets = known;
        }
        return known;
    }

    @Override
    public ZonedDateTime now() {
        return at.atZone(setup.config().billingZone());
    }

    @Override
    public Complexity complexity() {
        var known = complexity;
        if (known == null) {
            known = Complexity.of(ask);
            complexity = known;
        }
        return known;
    }

    @Override
    public double chance() {
        return chance.getAsDouble();
    }
}
